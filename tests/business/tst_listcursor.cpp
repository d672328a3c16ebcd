// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/listchance.h"

#include <random>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class ListCursorTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cursor_ofAnotherQuestion_isRefused_data();
    void cursor_ofAnotherQuestion_isRefused();
    void cursor_ofOtherOrderOfTerms_isTheSame();
    void cursor_garbled_isRefusedOrHarmless();
};

void ListCursorTest::cursor_ofAnotherQuestion_isRefused_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("sort");
    const auto row = [](const char* name, const char* resource, const char* filter,
                        const char* sort) {
        QTest::newRow(name) << QByteArray(resource) << QByteArray(filter) << QByteArray(sort);
    };
    row("another sort", "orders", R"({"a":{"$gte":1}})", "created_at");
    row("another field", "orders", R"({"b":{"$gte":1}})", "-created_at");
    row("another operator", "orders", R"({"a":{"$gt":1}})", "-created_at");
    row("another value", "orders", R"({"a":{"$gte":2}})", "-created_at");
    row("another type", "orders", R"({"a":{"$gte":"1"}})", "-created_at");
    row("one term more", "orders", R"({"a":{"$gte":1,"$lt":9}})", "-created_at");
    row("no filter", "orders", "{}", "-created_at");
    row("another resource", "agents", R"({"a":{"$gte":1}})", "-created_at");
}

void ListCursorTest::cursor_ofAnotherQuestion_isRefused()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, sort);
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        f.made("orders", R"({"a":3})");
    ListQuery query{&f.resource("orders"), filterFrom(json(R"({"a":{"$gte":1}})")).value()};
    query.limit = 2;
    const auto page = list(f.reader(), query);
    QVERIFY(page && page->hasMore());
    query.cursor = page->nextCursor;
    QVERIFY(list(f.reader(), query));
    const auto refused = ListRun::start(
        {&f.resource(resource), filterFrom(json(filter)).value(), sortFrom(sort).value(), 2,
         page->nextCursor});
    QVERIFY(!refused);
    QCOMPARE(refused.error().problems.front().field, "cursor");
}

void ListCursorTest::cursor_ofOtherOrderOfTerms_isTheSame()
{
    BusinessFixture f;
    VERIFY_OK(f.open());
    for (int i = 0; i < 5; ++i)
        f.made("orders", R"({"a":3})");
    ListQuery query{
        &f.resource("orders"), filterFrom(json(R"({"a":3,"status":"pending"})")).value()};
    query.limit = 2;
    const auto page = list(f.reader(), query);
    QVERIFY(page && page->hasMore());
    std::swap(query.filter[0], query.filter[1]);
    query.cursor = page->nextCursor;
    QVERIFY(list(f.reader(), query));
}

void ListCursorTest::cursor_garbled_isRefusedOrHarmless()
{
    const quint32 seed = std::random_device{}();
    ListChance chance(seed);
    BusinessFixture f;
    VERIFY_OK(f.open());
    const Resource& resource = f.resource("conversations");
    VERIFY_OK(chance.fill(f, resource, 60));
    for (int i = 0; i < 300; ++i) {
        ListQuery query = chance.query(resource);
        query.limit = 3;
        query.maxExamined = 1 + chance.below(40);
        const auto page = list(f.reader(), query);
        QVERIFY(page);
        if (!page->hasMore())
            continue;
        constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        QByteArray bytes = QByteArray::fromBase64(page->nextCursor, encoding);
        // Behind the hash, whose change is refused at once.
        bytes[8 + chance.below(int(bytes.size()) - 8)] = char(chance.below(256));
        query.cursor = bytes.toBase64(encoding);
        const auto found = list(f.reader(), query);
        QVERIFY(!found || std::ssize(found->records) <= query.limit);
    }
    for (const char* text : {"x", "====", "AAAAAAAAAAAAAAAAAAAA", "\xff\xfe"}) {
        ListQuery query{&resource};
        query.cursor = text;
        QVERIFY(!ListRun::start(query));
    }
}

QTEST_GUILESS_MAIN(ListCursorTest)
#include "tst_listcursor.moc"
