// SPDX-License-Identifier: GPL-3.0-or-later
// Idempotency-Key on every write of the business API.
#include "tests/api/business/businessfixture.h"

#include <QTest>

#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Fields once(const QByteArray& key, const QByteArray& token = "biz-token")
{
    return bearer(token) + Fields{{"Idempotency-Key", key}};
}

const QByteArray order = R"({"total":1.10})";

} // namespace

class BusinessRepeatsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void write_again_isAnsweredAsTheFirstTime_data();
    void write_again_isAnsweredAsTheFirstTime();
    void write_otherBody_isRefused();
    void write_otherKeyMethodOrPath_isAnotherOne();
    void write_otherSpellingOfThePath_isTheSame_data();
    void write_otherSpellingOfThePath_isTheSame();
    void write_manyAtOnce_isDoneOnce();
    void write_afterADay_isDoneAgain();
    void write_refused_isJudgedAnew();
    void write_largeAnswer_isBuiltAgain_data();
    void write_largeAnswer_isBuiltAgain();
    void write_replayed_hasItsOwnRequestIdInTheField();
};

void BusinessRepeatsTest::write_again_isAnsweredAsTheFirstTime_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("POST") << "POST /v1/orders"_ba << order << 201;
    QTest::newRow("POST without a version") << "POST /orders"_ba << order << 201;
    QTest::newRow("PATCH") << "PATCH /v1/orders/ord_a"_ba << order << 200;
    QTest::newRow("PUT") << "PUT /v1/orders/ord_a"_ba << order << 200;
    QTest::newRow("DELETE") << "DELETE /v1/orders/ord_a"_ba << QByteArray() << 200;
}

void BusinessRepeatsTest::write_again_isAnsweredAsTheFirstTime()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    TestService service(businessOptions());
    service.write("business/orders", "ord_a", R"({"status":"pending"})");
    const HttpAnswer first = service.call(request, body, once("k1"));
    QVERIFY2(first.status == status, first.body);
    QVERIFY(first.field("Idempotency-Replayed").isNull());
    const Seq after = service.position();
    service.clock.advance(23h);
    const HttpAnswer second = service.call(request, body, once("k1"));
    QCOMPARE(second.status, first.status);
    QCOMPARE(second.body, first.body);
    QCOMPARE(second.field("ETag"), first.field("ETag"));
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QCOMPARE(second.field("X-RateLimit-Limit"), "1000000");
    QCOMPARE(service.position(), after);
}

void BusinessRepeatsTest::write_otherBody_isRefused()
{
    TestService service(businessOptions());
    QCOMPARE(service.call("POST /v1/orders", order, once("k1")).status, 201);
    const Seq after = service.position();
    const HttpAnswer other = service.call("POST /v1/orders", R"({"total":2})", once("k1"));
    QCOMPARE(other.status, 400);
    QCOMPARE(textAt(other.body, "error.code"), "VALIDATION_ERROR");
    QCOMPARE(service.position(), after);
}

void BusinessRepeatsTest::write_otherKeyMethodOrPath_isAnotherOne()
{
    TestService service(businessOptions());
    service.write("business/orders", "ord_a", "{}");
    const auto isNew = [&service](const QByteArray& request, const Fields& fields) {
        const HttpAnswer answer = service.call(request, order, fields);
        return answer.status < 300 && answer.field("Idempotency-Replayed").isNull();
    };
    QVERIFY(isNew("POST /v1/orders", once("k1")));
    QVERIFY(isNew("POST /v1/orders", once("k2")));
    QVERIFY(isNew("POST /v1/orders", once("k1", "growth-token")));
    QVERIFY(isNew("PATCH /v1/orders/ord_a", once("k1")));
    QVERIFY(isNew("PUT /v1/orders/ord_a", once("k1")));
    QVERIFY(!isNew("POST /v1/orders", once("k1")));
}

void BusinessRepeatsTest::write_otherSpellingOfThePath_isTheSame_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("then without /v1") << "POST /v1/orders"_ba
                                      << "POST /orders"_ba;
    QTest::newRow("then with /v1") << "POST /orders"_ba
                                   << "POST /v1/orders"_ba;
    QTest::newRow("slashes") << "POST /v1/orders"_ba
                             << "POST //v1//orders"_ba;
    QTest::newRow("a record") << "PATCH /v1/orders/ord_a"_ba
                              << "PATCH /orders/ord%5fa"_ba;
}

void BusinessRepeatsTest::write_otherSpellingOfThePath_isTheSame()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    TestService service(businessOptions());
    service.write("business/orders", "ord_a", "{}");
    const HttpAnswer once1 = service.call(first, order, once("k1"));
    QVERIFY2(once1.status < 300, once1.body);
    const Seq after = service.position();
    const HttpAnswer again =
        service.call(second, order, once("k1") + Fields{{"X-API-Version", "v1"}});
    QVERIFY2(again.body == once1.body, again.body);
    QCOMPARE(again.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.position(), after);
}

void BusinessRepeatsTest::write_manyAtOnce_isDoneOnce()
{
    TestService service(businessOptions());
    constexpr int clients = 8;
    const Seq before = service.position();
    std::array<HttpAnswer, clients> answers;
    std::vector<std::thread> threads;
    for (HttpAnswer& mine : answers)
        threads.emplace_back([&mine, port = service.port()] {
            mine = call(port, "POST /v1/orders", order, once("k1"));
        });
    for (std::thread& thread : threads)
        thread.join();
    int replayed = 0;
    for (const HttpAnswer& answer : answers) {
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.body, answers.front().body);
        replayed += answer.field("Idempotency-Replayed") == "true";
    }
    QCOMPARE(replayed, clients - 1);
    QCOMPARE(service.changes(before).size(), size_t(1));
}

void BusinessRepeatsTest::write_afterADay_isDoneAgain()
{
    TestService service(businessOptions());
    const HttpAnswer first = service.call("POST /v1/orders", order, once("k1"));
    service.clock.advance(24h);
    const HttpAnswer second = service.call("POST /v1/orders", order, once("k1"));
    QCOMPARE(second.status, 201);
    QVERIFY(second.field("Idempotency-Replayed").isNull());
    QVERIFY(textAt(first.body, "data.id") < textAt(second.body, "data.id"));
}

void BusinessRepeatsTest::write_refused_isJudgedAnew()
{
    TestService service(businessOptions());
    const QByteArray body = R"({"order_id":"ord_late"})";
    QCOMPARE(service.call("POST /v1/returns", body, once("k1")).status, 404);
    service.write("business/orders", "ord_late", "{}");
    const HttpAnswer second = service.call("POST /v1/returns", body, once("k1"));
    QCOMPARE(second.status, 201);
    QVERIFY(second.field("Idempotency-Replayed").isNull());
    QCOMPARE(
        service.call("POST /v1/returns", body, once("k1")).field("Idempotency-Replayed"), "true");
}

void BusinessRepeatsTest::write_largeAnswer_isBuiltAgain_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isBuiltAgain");
    QTest::newRow("below a mebibyte") << 1024 * 1024 - 1000 << false;
    QTest::newRow("above") << 1024 * 1024 << true;
}

void BusinessRepeatsTest::write_largeAnswer_isBuiltAgain()
{
    QFETCH(int, size);
    QFETCH(bool, isBuiltAgain);
    TestService service(businessOptions());
    const QByteArray large = R"({"note":")" + QByteArray(size, 'x') + "\"}";
    const HttpAnswer first = service.call("POST /v1/orders", large, once("k1"));
    QCOMPARE(first.status, 201);
    const auto change = service.changes().back();
    const QByteArray scope =
        QByteArrayList{
            "business", change.by.keyId, QByteArray::number(int(Method::Post)), "v1", "orders"}
            .join('\0');
    const auto reader = std::move(service.store().openReader().value());
    const auto kept = reader->idempotencyRecord(scope, "k1").value();
    QVERIFY(kept);
    QCOMPARE(kept->answer.size() < 1000, isBuiltAgain);
    const QByteArray path = "/v1/orders/" + textAt(first.body, "data.id");
    QCOMPARE(service.call("PATCH " + path, R"({"note":""})", bearer("biz-token")).status, 200);
    service.clock.advance(1min);
    const HttpAnswer second = service.call("POST /v1/orders", large, once("k1"));
    QCOMPARE(second.status, 201);
    QVERIFY(second.body == first.body);
    QCOMPARE(second.field("ETag"), "\"1\"");
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.call("DELETE " + path, {}, bearer("biz-token")).status, 200);
    QVERIFY(service.call("POST /v1/orders", large, once("k1")).body == first.body);
}

void BusinessRepeatsTest::write_replayed_hasItsOwnRequestIdInTheField()
{
    TestService service(businessOptions());
    const HttpAnswer first =
        service.call("POST /v1/orders", order, once("k1") + Fields{{"X-Request-Id", "one"}});
    const HttpAnswer second = service.call(
        "POST /v1/orders", order,
        once("k1") + Fields{{"X-Request-Id", "two"}, {"X-API-Version", "v1"}});
    QCOMPARE(second.field("X-Request-Id"), "two");
    QCOMPARE(second.field("X-API-Version"), "v1");
    QCOMPARE(textAt(second.body, "meta.request_id"), "one"); // the original body
}

QTEST_GUILESS_MAIN(BusinessRepeatsTest)
#include "tst_businessrepeats.moc"
