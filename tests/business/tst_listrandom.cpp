// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of random records, held against the plainest way to make them.
#include "tests/business/listchance.h"
#include "tests/business/listoracle.h"
#include "tests/business/listpages.h"

#include <random>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class ListRandomTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_randomQuestions_answersAsTheOracle();
    void list_withoutIndexes_answersAsTheOracle();
    void list_whileRecordsComeAndGo_showsTheOthersOnce_data();
    void list_whileRecordsComeAndGo_showsTheOthersOnce();
    void step_inSlices_makesTheSamePage();
};

void ListRandomTest::list_randomQuestions_answersAsTheOracle()
{
    const quint32 seed = std::random_device{}();
    ListChance chance(seed);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    VERIFY_OK(chance.fill(f, resource, 150));
    const std::vector<Entry> all = allOf(f.reader(), resource);
    for (int i = 0; i < 300; ++i) {
        const ListQuery query = chance.query(resource);
        const auto pages = pagesOf(f.reader(), query);
        const QByteArray what = describe(query) + ", seed " + QByteArray::number(seed);
        if (joined(pages) != oracle(all, query))
            qWarning("%s", what.constData());
        QCOMPARE(joined(pages), oracle(all, query));
        for (size_t page = 0; page + 1 < pages.size(); ++page)
            QVERIFY2(
                pages[page].size() == query.limit || query.maxExamined < ListLimits::maxExamined,
                what.constData());
    }
}

void ListRandomTest::list_withoutIndexes_answersAsTheOracle()
{
    ListChance chance(7);
    BusinessFixture f;
    f.options.indexer = nullptr;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    VERIFY_OK(chance.fill(f, resource, 120));
    const std::vector<Entry> all = allOf(f.reader(), resource);
    for (int i = 0; i < 60; ++i) {
        const ListQuery query = chance.query(resource);
        QCOMPARE(joined(pagesOf(f.reader(), query)), oracle(all, query));
    }
}

void ListRandomTest::list_whileRecordsComeAndGo_showsTheOthersOnce_data()
{
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("maxExamined");
    const auto row = [](const char* name, const char* sort, const char* filter, int most) {
        QTest::newRow(name) << QByteArray(sort) << QByteArray(filter) << most;
    };
    row("indexed", "-created_at", "{}", 50'000);
    row("indexed, upwards", "created_at", "{}", 50'000);
    row("several stretches", "-created_at", R"({"status":{"$in":["open","closed"]}})", 50'000);
    row("sorted", "extra,-channel", "{}", 50'000);
    row("sorted in parts", "extra", "{}", 40);
    row("filtered in parts", "-created_at", R"({"extra":{"$ne":1}})", 7);
}

void ListRandomTest::list_whileRecordsComeAndGo_showsTheOthersOnce()
{
    QFETCH(QByteArray, sort);
    QFETCH(QByteArray, filter);
    QFETCH(int, maxExamined);
    ListChance chance(11);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    VERIFY_OK(chance.fill(f, resource, 150));
    ListQuery query{&resource,  filterFrom(json(filter)).value(), sortFrom(sort).value(), 10, {},
                    maxExamined};
    const QByteArrayList before = oracle(allOf(f.reader(), resource), query);
    QByteArrayList shown;
    QSet<QByteArray> gone;
    for (bool more = true; more;) {
        auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        for (const Record& record : page->records)
            shown << record.id;
        query.cursor = page->nextCursor;
        more = page->hasMore();
        VERIFY_OK(chance.fill(f, resource, 3));
        // One that was shown already, perhaps the one that the cursor stands at, and another.
        for (const QByteArray& id :
             {shown.isEmpty() ? before.back() : shown.back(),
              before[chance.below(int(before.size()))]}) {
            VERIFY_OK(f.remove({resource.space(), Key(id)}));
            gone << id;
        }
    }
    QCOMPARE(QSet<QByteArray>(shown.begin(), shown.end()).size(), shown.size());
    QByteArrayList stayed = before;
    stayed.removeIf([&](const QByteArray& id) { return gone.contains(id); });
    QByteArrayList shownOfThose = shown;
    shownOfThose.removeIf([&](const QByteArray& id) { return !stayed.contains(id); });
    QCOMPARE(shownOfThose, stayed);
}

void ListRandomTest::step_inSlices_makesTheSamePage()
{
    ListChance chance(5);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    VERIFY_OK(chance.fill(f, resource, 120));
    for (int i = 0; i < 60; ++i) {
        ListQuery query = chance.query(resource);
        query.maxExamined = ListLimits::maxExamined;
        const auto whole = list(f.reader(), query);
        auto run = ListRun::start(query);
        QVERIFY(whole && run);
        int steps = 0;
        for (bool made = false; !made; ++steps) {
            auto step = (*run)->step(f.reader(), 7);
            VERIFY_OK(step);
            made = *step;
            QVERIFY(steps < 1'000);
        }
        const ListPage page = (*run)->takePage();
        QCOMPARE(page.nextCursor, whole->nextCursor);
        QCOMPARE(page.records.size(), whole->records.size());
        for (size_t j = 0; j < page.records.size(); ++j)
            QCOMPARE(page.records[j].id, whole->records[j].id);
    }
}

QTEST_GUILESS_MAIN(ListRandomTest)
#include "tst_listrandom.moc"
