// SPDX-License-Identifier: GPL-3.0-or-later
// Lists that look at more records than one request may, while what would come next goes away.
#include "tests/business/listchance.h"
#include "tests/business/listoracle.h"
#include "tests/business/listpages.h"

#include <random>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

/// So much of a target is left to a cursor.
constexpr qsizetype longestCursor = 8 * 1024;

/// Agents of these names, in another order than that of their ids.
Result<void>
fill(BusinessFixture& f, int count, const QByteArray& idBegin, const QByteArray& nameBegin)
{
    const Namespace space = f.resource("agents").space();
    return f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            const QByteArray rank = QByteArray::number(i * 37 % count);
            auto set = transaction.set(
                {space, Key(idBegin + QByteArray::number(1'000 + i))},
                json(
                    R"({"rank":)" + rank + R"(,"name":")" + nameBegin +
                    rank.rightJustified(3, '0') + "\"}"));
            if (!set)
                return failureOf(set);
        }
        return {};
    });
}

} // namespace

class ListPassesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_whatComesNextIsGone_theOthersFollow_data();
    void list_whatComesNextIsGone_theOthersFollow();
    void list_headIsConsumed_endsWithAll();
    void list_randomWhileTheHeadGoes_showsTheOthersOnce_data();
    void list_randomWhileTheHeadGoes_showsTheOthersOnce();
    void list_longIdsAndValues_keepCursorsShort_data();
    void list_longIdsAndValues_keepCursorsShort();
};

void ListPassesTest::list_whatComesNextIsGone_theOthersFollow_data()
{
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<bool>("removed"); // else they move behind all others
    for (const bool removed : {true, false}) {
        const QByteArray how = removed ? "removed" : "moved";
        QTest::newRow("no index, " + how) << QByteArray("rank") << removed;
        QTest::newRow("alike in an index, " + how) << QByteArray("name") << removed;
        QTest::newRow("downwards, " + how) << QByteArray("-rank") << removed;
    }
}

void ListPassesTest::list_whatComesNextIsGone_theOthersFollow()
{
    QFETCH(QByteArray, sort);
    QFETCH(bool, removed);
    BusinessFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(fill(f, 60, "agent_", QByteArray(600, 'x')));
    const Resource& resource = f.resource("agents");
    ListQuery query{&resource, {}, sortFrom(sort).value(), 2};
    query.maxExamined = 50;
    const QByteArrayList order = oracle(allOf(f.reader(), resource), query);
    const auto first = list(f.reader(), query);
    QVERIFY(first && first->hasMore() && first->records.empty());
    // All that the cursor bears.
    for (const QByteArray& id : order.first(3)) {
        if (removed)
            VERIFY_OK(f.remove({resource.space(), Key(id)}));
        else
            VERIFY_OK(f.set(
                {resource.space(), Key(id)},
                sort == "-rank" ? R"({"rank":-1})" : R"({"rank":99,"name":"y"})"));
    }
    query.cursor = first->nextCursor;
    QByteArrayList found = joined(pagesOf(f.reader(), query));
    found.removeIf([&](const QByteArray& id) { return order.first(3).contains(id); });
    QCOMPARE(found, order.sliced(3));
}

/// Whoever removes what he is shown gets to the end.
void ListPassesTest::list_headIsConsumed_endsWithAll()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(fill(f, 80, "agent_", "x"));
    const Resource& resource = f.resource("agents");
    ListQuery query{&resource, {}, {{"rank", false}}, 3};
    query.maxExamined = 30;
    const QByteArrayList order = oracle(allOf(f.reader(), resource), query);
    QByteArrayList shown;
    for (int pages = 0;; ++pages) {
        QVERIFY(pages < 500);
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        for (const Record& record : page->records) {
            shown << record.id;
            VERIFY_OK(f.remove({resource.space(), Key(record.id)}));
        }
        query.cursor = page->nextCursor;
        if (!page->hasMore())
            break;
    }
    QCOMPARE(shown, order);
}

void ListPassesTest::list_randomWhileTheHeadGoes_showsTheOthersOnce_data()
{
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<QByteArray>("filter");
    const auto row = [](const char* name, const char* sort, const char* filter) {
        QTest::newRow(name) << QByteArray(sort) << QByteArray(filter);
    };
    row("no index", "extra,-channel", "{}");
    row("downwards", "-extra", "{}");
    row("by one value of an index", "extra", R"({"status":"open"})");
    row("by two values of an index", "-extra,id", R"({"status":{"$in":["open","closed"]}})");
    row("by an index", "-created_at", R"({"extra":{"$ne":1}})");
    row("filtered", "satisfaction_score", R"({"extra":{"$ne":1}})");
}

/// Of what nobody touches, each record is shown once, in its place.
void ListPassesTest::list_randomWhileTheHeadGoes_showsTheOthersOnce()
{
    QFETCH(QByteArray, sort);
    QFETCH(QByteArray, filter);
    const quint32 seed = std::random_device{}();
    ListChance chance(seed);
    for (int round = 0; round < 4; ++round) {
        BusinessFixture f;
        VERIFY_OK(f.open());
        const Resource& resource = f.resource("conversations");
        VERIFY_OK(chance.fill(f, resource, 120));
        ListQuery query{&resource, filterFrom(json(filter)).value(), sortFrom(sort).value()};
        query.maxExamined = 5 + chance.below(60);
        const QByteArrayList order = oracle(allOf(f.reader(), resource), query);
        QByteArrayList shown;
        QSet<QByteArray> touched;
        for (int pages = 0; pages == 0 || !query.cursor.isEmpty(); ++pages) {
            QVERIFY(pages < 3'000);
            query.limit = 1 + chance.below(8);
            const auto page = list(f.reader(), query);
            QVERIFY2(page, qPrintable(errorText(page)));
            for (const Record& record : page->records)
                shown << record.id;
            query.cursor = page->nextCursor;
            int next = chance.below(3) ? 0 : chance.below(10);
            for (const QByteArray& id : order) {
                if (next == 0)
                    break;
                if (shown.contains(id) || touched.contains(id))
                    continue;
                --next;
                touched << id;
                if (chance.below(3))
                    VERIFY_OK(f.remove({resource.space(), Key(id)}));
                else
                    VERIFY_OK(f.set({resource.space(), Key(id)}, chance.record()));
            }
        }
        QByteArrayList untouched = order;
        untouched.removeIf([&](const QByteArray& id) { return touched.contains(id); });
        shown.removeIf([&](const QByteArray& id) { return touched.contains(id); });
        if (shown != untouched)
            qWarning("seed %u: %s", seed, describe(query).constData());
        QCOMPARE(shown, untouched);
    }
}

void ListPassesTest::list_longIdsAndValues_keepCursorsShort_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sort");
    QTest::newRow("ids") << QByteArray(210, 'i') << QByteArray("x") << QByteArray("rank");
    QTest::newRow("longer ids") << QByteArray(900, 'i') << QByteArray("x") << QByteArray("rank");
    QTest::newRow("values") << QByteArray("i") << QByteArray(900, 'x') << QByteArray("name,rank");
    QTest::newRow("longer values")
        << QByteArray("i") << QByteArray(5'000, 'x') << QByteArray("name");
    QTest::newRow("both") << QByteArray(210, 'i') << QByteArray(3'000, 'x') << QByteArray("-name");
    QTest::newRow("no index") << QByteArray(210, 'i') << QByteArray(3'000, 'x')
                              << QByteArray("name,-rank,id");
}

void ListPassesTest::list_longIdsAndValues_keepCursorsShort()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, sort);
    BusinessFixture f;
    VERIFY_OK(f.open());
    VERIFY_OK(fill(f, 150, id, name));
    const Resource& resource = f.resource("agents");
    ListQuery query{&resource, {}, sortFrom(sort).value(), 100};
    query.maxExamined = 60;
    const QByteArrayList order = oracle(allOf(f.reader(), resource), query);
    QByteArrayList shown;
    for (int pages = 0;; ++pages) {
        QVERIFY(pages < 1'000);
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        QVERIFY2(
            page->nextCursor.size() < longestCursor, QByteArray::number(page->nextCursor.size()));
        for (const Record& record : page->records)
            shown << record.id;
        query.cursor = page->nextCursor;
        if (!page->hasMore())
            break;
    }
    QCOMPARE(shown, order);
}

QTEST_GUILESS_MAIN(ListPassesTest)
#include "tst_listpasses.moc"
