// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/businessfixture.h"

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;

class ListIdsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void list_filterOfIds_looksAtNoOthers_data();
    void list_filterOfIds_looksAtNoOthers();
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

QTEST_GUILESS_MAIN(ListIdsTest)
#include "tst_listids.moc"
