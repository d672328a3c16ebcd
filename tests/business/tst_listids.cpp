// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/businessfixture.h"

#include <algorithm>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;

class ListIdsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_filterOfIds_looksAtNoOthers_data();
    void list_filterOfIds_looksAtNoOthers();
    void list_sortedById_readsThePageAlone_data();
    void list_sortedById_readsThePageAlone();
};

void ListIdsTest::list_filterOfIds_looksAtNoOthers_data()
{
    QTest::addColumn<QByteArray>("filter"); // ID0 and so on: the ids, in the order of creation
    QTest::addColumn<QByteArray>("found");  // by their digits
    const auto row = [](const char* filter, const char* found) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(found);
    };
    row(R"({"id":"ID7"})", "7");
    row(R"({"id":"ID7","name":"x"})", "");
    row(R"({"id":"nobody"})", "");
    row(R"({"id":7})", "");
    row(R"({"id":""})", "");
    row(R"({"id":"\u0000"})", "");
    row(R"({"id":{"$in":["ID3","ID9","ID1","ID3",null]}})", "931");
    row(R"({"id":{"$in":["ID3","ID9","ID1"],"$ne":"ID9"}})", "31");
    row(R"({"id":{"$in":[]}})", "");
}

void ListIdsTest::list_filterOfIds_looksAtNoOthers()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, found);
    BusinessFixture f;
    VERIFY_OK(f.open());
    QHash<QByteArray, QByteArray> digits;
    for (int i = 0; i < 10; ++i) {
        const QByteArray id = f.made("agents", R"({"name":"A"})");
        digits[id] = QByteArray::number(i);
        filter.replace("ID" + QByteArray::number(i), id);
    }
    ListQuery query{&f.resource("agents"), filterFrom(json(filter)).value()};
    // Of all that there is it would be a page of many.
    query.maxExamined = 4;
    const auto all = list(f.reader(), query);
    QVERIFY2(all, qPrintable(errorText(all)));
    QVERIFY(!all->hasMore());
    QCOMPARE(all->records.size(), size_t(found.size()));
    // The same one by one.
    query.limit = 1;
    QByteArray seen;
    for (int pages = 0; pages < 10; ++pages) {
        const auto page = list(f.reader(), query);
        QVERIFY2(page, qPrintable(errorText(page)));
        for (const Record& record : page->records)
            seen += digits.value(record.id, "?");
        query.cursor = page->nextCursor;
        if (!page->hasMore())
            break;
    }
    QCOMPARE(seen, found);
}

void ListIdsTest::list_sortedById_readsThePageAlone_data()
{
    QTest::addColumn<QByteArray>("sort");
    QTest::addColumn<bool>("descending");
    QTest::newRow("upwards") << QByteArray("id") << false;
    QTest::newRow("downwards") << QByteArray("-id") << true;
    QTest::newRow("with what it decides") << QByteArray("-id,name") << true;
}

/// In the order of keys, without an index or a look at the others; while records come and go.
void ListIdsTest::list_sortedById_readsThePageAlone()
{
    QFETCH(QByteArray, sort);
    QFETCH(bool, descending);
    for (const bool indexed : {true, false}) {
        BusinessFixture f;
        if (!indexed)
            f.options.indexer = nullptr;
        VERIFY_OK(f.open());
        QByteArrayList ids;
        for (int i = 0; i < 200; ++i)
            ids << f.made("agents", R"({"name":"A"})");
        std::sort(ids.begin(), ids.end());
        if (descending)
            std::reverse(ids.begin(), ids.end());
        ListQuery query{&f.resource("agents"), {}, sortFrom(sort).value(), 30};
        QByteArrayList found;
        for (int pages = 0; pages < 10; ++pages) {
            auto run = ListRun::start(query);
            QVERIFY(run);
            QVERIFY((*run)->step(f.reader(), query.limit + 1).value());
            const ListPage page = (*run)->takePage();
            for (const Record& record : page.records)
                found << record.id;
            query.cursor = page.nextCursor;
            if (!page.hasMore())
                break;
            VERIFY_OK(f.remove({f.resource("agents").space(), Key(page.records.back().id)}));
        }
        QCOMPARE(found, ids);
    }
}

QTEST_GUILESS_MAIN(ListIdsTest)
#include "tst_listids.moc"
