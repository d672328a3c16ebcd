// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of values that an index holds the beginning of only, and of records that fill a page by
// their size.
#include "tests/business/listoracle.h"
#include "tests/business/listpages.h"

#include <random>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

/// Agents with texts around the length that an index keeps, by a seeded chance.
class Chance {
public:
    explicit Chance(quint32 seed)
        : m_random(seed)
    {
    }
    int below(int bound) { return int(m_random() % unsigned(bound)); }
    QByteArray value()
    {
        const int length = 508 + below(8);
        switch (below(5)) {
        case 0:
            return '"' + QByteArray(length, 'x') + '"';
        case 1: // many that begin alike
            return '"' + QByteArray(520, 'x') + QByteArray::number(below(4)) + '"';
        case 2:
            return '"' + QByteArray(520, 'y') + QByteArray::number(below(3)) + '"';
        case 3:
            return (below(2) ? "-" : "") + QByteArray(1'100, '7') + QByteArray::number(below(4));
        default:
            return below(2) ? "\"x\"" : "null";
        }
    }
    QByteArray agent()
    {
        return R"({"name":)" + value() + R"(,"status":)" + value() + R"(,"role":)" + value() +
               R"(,"created_at":")" + QByteArray::number(below(3)) + R"("})";
    }
    ListQuery query(const Resource& resource)
    {
        static const std::vector<QByteArray> sorts = {"name",
                                                      "-name",
                                                      "status,name",
                                                      "-status,-name",
                                                      "status,created_at",
                                                      "-role,-created_at",
                                                      "role,name"};
        ListQuery query;
        query.resource = &resource;
        query.sort = sortFrom(sorts[size_t(below(int(sorts.size())))]).value();
        query.limit = 1 + below(12);
        if (below(3) == 0)
            query.filter.push_back(
                {"status",
                 FilterOperator::In,
                 {FilterValue::typed(json(value())), FilterValue::typed(json(value()))}});
        if (below(3) == 0)
            query.filter.push_back(
                {"name",
                 below(2) ? FilterOperator::Greater : FilterOperator::LessOrEqual,
                 {FilterValue::typed(json(value()))}});
        if (below(3) == 0)
            query.maxExamined = 15 + below(60);
        if (below(3) == 0)
            query.maxBytes = 1 + below(20'000);
        return query;
    }

private:
    std::mt19937 m_random;
};

} // namespace

class ListLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_longIndexedValues_areSortedWhole_data();
    void list_longIndexedValues_areSortedWhole();
    void list_randomLongValues_answersAsTheOracle();
    void list_manyThatBeginAlike_goOnOverTheBound();
    void list_largeRecords_endThePage_data();
    void list_largeRecords_endThePage();
    void list_recordsAboveTheBound_arePagesOfOne();
    void list_standardBound_isFourMebibytes();
};

void ListLongTest::list_longIndexedValues_areSortedWhole_data()
{
    QTest::addColumn<QByteArray>("begin"); // what all names begin with, in JSON
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("descending");
    for (const bool descending : {false, true}) {
        const QByteArray way = descending ? ", downwards" : "";
        const auto row = [&](const char* name, const QByteArray& begin, const QByteArray& end) {
            QTest::newRow((name + way).constData()) << begin << end << descending;
        };
        row("short", "\"", "\"");
        row("text that fills the key", '"' + QByteArray(511, 'x'), "\"");
        row("text", '"' + QByteArray(600, 'x'), "\"");
        row("text longer than a cursor", '"' + QByteArray(30'000, 'x'), "\"");
        row("number", QByteArray(1'500, '7'), "");
        row("array", "[\"" + QByteArray(600, 'x'), "\"]");
    }
}

/// Also when what was shown is gone as the list goes on.
void ListLongTest::list_longIndexedValues_areSortedWhole()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    QFETCH(bool, descending);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Namespace space = f.resource("agents").space();
    const QByteArray digits = "4215367";
    for (int i = 0; i < digits.size(); ++i)
        VERIFY_OK(f.set(
            {space, Key("agent_" + QByteArray::number(i))},
            R"({"name":)" + begin + digits[i] + end + '}'));
    VERIFY_OK(f.set({space, Key("agent_a")}, R"({"name":"a"})"));
    ListQuery query{&f.resource("agents"), {}, {{"name", descending}}, 3};
    QByteArray found;
    for (int pages = 0; pages < 4; ++pages) {
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        QVERIFY(page->nextCursor.size() < 12'000);
        for (const Record& record : page->records) {
            const int number = record.id.last(1).toInt();
            found += record.id == "agent_a" ? 'a' : digits[number];
        }
        VERIFY_OK(f.remove({space, Key(page->records.back().id)}));
        query.cursor = page->nextCursor;
        if (!page->hasMore())
            break;
    }
    const bool aIsFirst = begin.startsWith("\"x") || begin.startsWith('[');
    QByteArray expected = aIsFirst ? "a1234567" : "1234567a";
    if (descending)
        std::reverse(expected.begin(), expected.end());
    QCOMPARE(found, expected);
}

void ListLongTest::list_randomLongValues_answersAsTheOracle()
{
    const quint32 seed = std::random_device{}();
    Chance chance(seed);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("agents");
    for (int i = 0; i < 80; ++i)
        VERIFY_OK(f.set(
            {resource.space(), Key("agent_" + QByteArray::number(chance.below(1'000)))},
            chance.agent()));
    const std::vector<Entry> all = allOf(f.reader(), f.resource("agents"));
    for (int i = 0; i < 50; ++i) {
        const ListQuery query = chance.query(resource);
        const QByteArrayList found = joined(pagesOf(f.reader(), query));
        if (found != oracle(all, query))
            qWarning("seed %u: %s", seed, describe(query).left(4'000).constData());
        QCOMPARE(found, oracle(all, query));
    }
}

/// The records of a group are more than one request may look at.
void ListLongTest::list_manyThatBeginAlike_goOnOverTheBound()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("agents");
    for (int i = 0; i < 60; ++i)
        VERIFY_OK(f.set(
            {resource.space(), Key("agent_" + QByteArray::number(100 + i))},
            R"({"name":")" + QByteArray(600, 'x') + QByteArray::number(i * 37 % 60 + 100) + "\"}"));
    ListQuery query{&resource, {}, {{"name", false}}, 7};
    query.maxExamined = 25;
    QCOMPARE(
        joined(pagesOf(f.reader(), query)), oracle(allOf(f.reader(), f.resource("agents")), query));
}

void ListLongTest::list_largeRecords_endThePage_data()
{
    QTest::addColumn<QByteArray>("sort");
    QTest::newRow("indexed") << QByteArray("-created_at");
    QTest::newRow("unindexed") << QByteArray("extra");
    QTest::newRow("by id") << QByteArray("-id");
}

void ListLongTest::list_largeRecords_endThePage()
{
    QFETCH(QByteArray, sort);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("agents");
    for (int i = 0; i < 20; ++i)
        VERIFY_OK(f.set(
            {resource.space(), Key("agent_" + QByteArray::number(i))},
            R"({"created_at":")" + QByteArray::number(i * 7 % 20) + R"(","extra":)" +
                QByteArray::number(i * 11 % 20) + R"(,"text":")" + QByteArray(1'000, 'x') + "\"}"));
    ListQuery query{&resource, {}, sortFrom(sort).value(), 10};
    query.maxBytes = 3'500;
    const ListPages pages = pagesOf(f.reader(), query);
    QCOMPARE(joined(pages), oracle(allOf(f.reader(), f.resource("agents")), query));
    for (size_t i = 0; i + 1 < pages.size(); ++i)
        QCOMPARE(pages[i].size(), 3);
}

void ListLongTest::list_recordsAboveTheBound_arePagesOfOne()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("agents");
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(f.set(
            {resource.space(), Key("agent_" + QByteArray::number(i))},
            R"({"extra":)" + QByteArray::number(i * 3 % 5) + '}'));
    for (const char* sort : {"-created_at", "extra", "id"}) {
        ListQuery query{&resource, {}, sortFrom(sort).value(), 10};
        query.maxBytes = 1;
        const ListPages pages = pagesOf(f.reader(), query);
        QCOMPARE(joined(pages), oracle(allOf(f.reader(), f.resource("agents")), query));
        for (const QByteArrayList& page : pages)
            QVERIFY(page.size() <= 1);
    }
}

void ListLongTest::list_standardBound_isFourMebibytes()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("agents");
    const QByteArray text(3 * 512 * 1024, 'x');
    for (int i = 0; i < 4; ++i)
        VERIFY_OK(f.set(
            {resource.space(), Key("agent_" + QByteArray::number(i))}, R"({"t":")" + text + "\"}"));
    for (const char* sort : {"-created_at", "t", "id"}) {
        const ListPages pages = pagesOf(f.reader(), {&resource, {}, sortFrom(sort).value()});
        QCOMPARE(pages.front().size(), 2);
        QCOMPARE(joined(pages).size(), 4);
    }
}

QTEST_GUILESS_MAIN(ListLongTest)
#include "tst_listlong.moc"
