// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/listpages.h"

#include <algorithm>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class ListTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_standard_isNewestFirst();
    void list_expiredRecords_areNotShown();
    void list_longTexts_areToldApart_data();
    void list_longTexts_areToldApart();
    void list_longValuesUnindexed_areSortedWhole_data();
    void list_longValuesUnindexed_areSortedWhole();
    void list_emptyResource_isAnEmptyPage();
    void list_fewExamined_goesOnWithTheNextPage();
    void list_unindexedSortOverTheBound_isStillInOrder();
};

void ListTest::list_standard_isNewestFirst()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QByteArrayList ids;
    for (int i = 0; i < 50; ++i) {
        if (i % 3 == 0)
            f.clock.advance(Milliseconds(1));
        ids.prepend(f.made("agents", R"({"name":"A"})"));
    }
    const auto page = list(f.reader(), {&f.resource("agents")});
    QVERIFY(page);
    QByteArrayList found;
    for (const Record& record : page->records)
        found << record.id;
    QCOMPARE(found, ids.first(20));
    QVERIFY(page->hasMore());
    QCOMPARE(joined(pagesOf(f.reader(), {&f.resource("agents")})), ids);
}

void ListTest::list_expiredRecords_areNotShown()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray kept = f.made("orders", "{}");
    VERIFY_OK(f.set(
        {f.resource("orders").space(), Key("ord_gone")}, "{}",
        {.expiresAt = f.clock.now() + Milliseconds(5)}));
    QCOMPARE(joined(pagesOf(f.reader(), {&f.resource("orders")})).size(), 2);
    f.clock.advance(Milliseconds(5));
    QCOMPARE(joined(pagesOf(f.reader(), {&f.resource("orders")})), (QByteArrayList{kept}));
}

void ListTest::list_longTexts_areToldApart_data()
{
    QTest::addColumn<QByteArray>("filter"); // LONG: what all names begin with
    QTest::addColumn<QByteArray>("names");  // by their last letters
    const auto row = [](const char* filter, const char* names) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(names);
    };
    row(R"({"name":"LONGb"})", "b");
    row(R"({"name":{"$in":["LONGa","LONGx"]}})", "a");
    row(R"({"name":{"$gt":"LONGb"}})", "cd");
    row(R"({"name":{"$gte":"LONGb"}})", "bcd");
    row(R"({"name":{"$lt":"LONGb"}})", "a");
    row(R"({"name":{"$lte":"LONGb"}})", "ab");
    row(R"({"name":{"$ne":"LONGb"}})", "acd");
}

/// An index holds the beginning of a text only; the filter judges all of it.
void ListTest::list_longTexts_areToldApart()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, names);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const QByteArray common(600, 'x');
    QHash<QByteArray, QByteArray> letters;
    for (const char letter : {'d', 'b', 'a', 'c'})
        letters[f.made("agents", R"({"name":")" + common + letter + R"("})")] =
            QByteArray(1, letter);
    const ListQuery query{
        &f.resource("agents"),
        filterFrom(json(filter.replace("LONG", common))).value(),
        {{"name", false}}};
    QByteArray found;
    for (const QByteArray& id : joined(pagesOf(f.reader(), query)))
        found += letters.value(id);
    QCOMPARE(found, names);
}

void ListTest::list_longValuesUnindexed_areSortedWhole_data()
{
    QTest::addColumn<QByteArray>("begin"); // what all values begin with, in JSON
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<bool>("descending");
    const auto row = [](const char* name, const QByteArray& begin, const QByteArray& end) {
        QTest::newRow(name) << begin << end << false;
        const QByteArray back = QByteArray(name) + " back";
        QTest::newRow(back.constData()) << begin << end << true;
    };
    row("short", "\"", "\"");
    row("text", '"' + QByteArray(600, 'x'), "\"");
    row("text longer than a cursor", '"' + QByteArray(30'000, 'x'), "\"");
    row("number", QByteArray(1'500, '7'), "");
    row("number longer than a cursor", QByteArray(30'000, '7'), "");
}

/// No matter how much they have in common, and that what was shown is gone when the list goes on.
void ListTest::list_longValuesUnindexed_areSortedWhole()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    QFETCH(bool, descending);
    BusinessFixture f;
    VERIFY_OK(f.open());
    QHash<QByteArray, QByteArray> digits;
    for (const char digit : {'4', '2', '1', '5', '3'})
        digits[f.made("orders", R"({"note":)" + begin + digit + end + '}')] = QByteArray(1, digit);
    ListQuery query{&f.resource("orders"), {}, {{"note", descending}}, 2};
    QByteArray found;
    for (int pages = 0; pages < 3; ++pages) {
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        QVERIFY(page->nextCursor.size() < 12'000);
        for (const Record& record : page->records) {
            found += digits.value(record.id);
            QVERIFY(f.write([&](Transaction& transaction) {
                return removeRecord(transaction, f.resource("orders"), record.id);
            }));
        }
        query.cursor = page->nextCursor;
    }
    QCOMPARE(found, descending ? "54321" : "12345");
    QVERIFY(query.cursor.isEmpty());
}

void ListTest::list_emptyResource_isAnEmptyPage()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (const char* sort : {"", "extra"}) {
        const auto page = list(f.reader(), {&f.resource("orders"), {}, sortFrom(sort).value()});
        QVERIFY(page);
        QVERIFY(page->records.empty() && !page->hasMore());
    }
}

void ListTest::list_fewExamined_goesOnWithTheNextPage()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    QByteArrayList expected;
    for (int i = 0; i < 100; ++i) {
        const QByteArray id =
            f.made("orders", i % 25 == 24 ? R"({"rare":true})" : R"({"rare":false})");
        if (i % 25 == 24)
            expected.prepend(id);
    }
    ListQuery query{&f.resource("orders"), filterFrom(json(R"({"rare":true})")).value()};
    query.maxExamined = 10;
    const auto pages = pagesOf(f.reader(), query);
    QCOMPARE(joined(pages), expected);
    QVERIFY(pages.size() >= 10);
}

void ListTest::list_unindexedSortOverTheBound_isStillInOrder()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    std::vector<std::pair<int, QByteArray>> expected;
    for (int i = 0; i < 90; ++i) {
        const int size = i * 37 % 90;
        expected.emplace_back(
            size, f.made("orders", "{\"size\":" + QByteArray::number(size) + '}'));
    }
    std::sort(expected.begin(), expected.end());
    QByteArrayList ids;
    for (const auto& [size, id] : expected)
        ids << id;
    ListQuery query{&f.resource("orders"), {}, sortFrom("size").value(), 7};
    query.maxExamined = 25;
    QCOMPARE(joined(pagesOf(f.reader(), query)), ids);
    // A larger page in the middle of a pass does not lose what the smaller one has let go.
    auto first = list(f.reader(), query);
    QVERIFY(first && first->records.empty() && first->hasMore());
    query.limit = 50;
    query.cursor = first->nextCursor;
    QCOMPARE(joined(pagesOf(f.reader(), query)), ids);
}

QTEST_GUILESS_MAIN(ListTest)
#include "tst_list.moc"
