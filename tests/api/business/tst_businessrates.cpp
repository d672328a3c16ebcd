// SPDX-License-Identifier: GPL-3.0-or-later
// Rate limits over HTTP; how calls are counted is tst_ratelimiter's.
#include "tests/api/business/businessfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Told {
    int status;
    QByteArray limit, remaining, reset, retryAfter;
    friend bool operator==(const Told&, const Told&) = default;
};

Told told(const HttpAnswer& answer)
{
    return {
        answer.status, answer.field("X-RateLimit-Limit"), answer.field("X-RateLimit-Remaining"),
        answer.field("X-RateLimit-Reset"), answer.field("Retry-After")};
}

/// The clock of a TestService stands 20 s into a minute, and at 22:13:20 of its day.
constexpr qint64 start = 1'700'000'000;
const QByteArray minuteEnd = QByteArray::number(start + 40);
const QByteArray dayEnd = QByteArray::number(start + 6'400);

HttpAnswer get(const TestService& service, const QByteArray& token = "starter-token")
{
    return service.call("GET /v1/agents", {}, bearer(token));
}

} // namespace

class BusinessRatesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void calls_atOnceOverManyThreads_areAdmittedExactly();
    void call_pastTheMinute_is429AsDocumented();
    void call_anyAnswer_counts_data();
    void call_anyAnswer_counts();
    void call_malformed_countsAndTells_data();
    void call_malformed_countsAndTells();
    void call_401_countsNothing();
    void call_ofAForeignPage_countsAndTellsNothing_data();
    void call_ofAForeignPage_countsAndTellsNothing();
    void call_pastTheDay_waitsForItsEnd();
    void plan_changed_holdsAtOnce();
    void plan_ofTheFirstKey_isLocal();
    void restart_sameMinute_goesOn();
    void restart_givenKey_goesOnAndLeavesNoToken();
};

void BusinessRatesTest::calls_atOnceOverManyThreads_areAdmittedExactly()
{
    constexpr int clients = 8;
    constexpr int callsEach = 30;
    const TestService service(businessOptions());
    std::array<std::vector<HttpAnswer>, clients> answers;
    std::vector<std::thread> threads;
    for (auto& mine : answers)
        threads.emplace_back([&mine, port = service.port()] {
            HttpClient client(port);
            for (int i = 0; i < callsEach; ++i)
                mine.push_back(client.call("GET /v1/agents/x", {}, bearer("starter-token")));
        });
    for (std::thread& thread : threads)
        thread.join();
    int admitted = 0;
    int refused = 0;
    std::set<int> remaining; // each admitted call has a number of its own
    for (const auto& mine : answers) {
        for (const HttpAnswer& answer : mine) {
            admitted += answer.status == 404;
            refused += answer.status == 429;
            if (answer.status == 404)
                remaining.insert(answer.field("X-RateLimit-Remaining").toInt());
            else
                QCOMPARE(answer.field("X-RateLimit-Remaining"), "0");
        }
    }
    QCOMPARE(admitted, 100);
    QCOMPARE(refused, clients * callsEach - 100);
    QCOMPARE(remaining.size(), size_t(100));
    QCOMPARE(*remaining.begin(), 0);
    QCOMPARE(*remaining.rbegin(), 99);
}

void BusinessRatesTest::call_pastTheMinute_is429AsDocumented()
{
    TestService service(businessOptions());
    QCOMPARE(told(get(service)), (Told{200, "100", "99", minuteEnd, {}}));
    for (int i = 0; i < 99; ++i)
        QCOMPARE(get(service).status, 200);
    const Seq before = service.position();
    const HttpAnswer refused =
        service.call("POST /v1/agents", R"({"name":"A"})", bearer("starter-token"));
    QCOMPARE(told(refused), (Told{429, "100", "0", minuteEnd, "40"}));
    QCOMPARE(service.position(), before);
    QCOMPARE(at(refused.body, "error.code"), "\"RATE_LIMITED\"");
    QCOMPARE(
        at(refused.body, "error.message"),
        "\"Rate limit exceeded. Please retry after 40 seconds.\"");
    QCOMPARE(at(refused.body, "error.retry_after"), "40");
    QVERIFY(textAt(refused.body, "meta.documentation_url").endsWith("/docs/errors/RATE_LIMITED"));
    // Others are not held up by it.
    QCOMPARE(get(service, "growth-token").status, 200);
    service.clock.advance(39'999ms);
    QCOMPARE(told(get(service)), (Told{429, "100", "0", minuteEnd, "1"}));
    service.clock.advance(1ms);
    QCOMPARE(told(get(service)), (Told{200, "100", "99", QByteArray::number(start + 100), {}}));
}

void BusinessRatesTest::call_anyAnswer_counts_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("200") << "GET /v1/agents"_ba << Fields() << 200;
    QTest::newRow("304") << "GET /v1/agents/agent_a"_ba << Fields{{"If-None-Match", "\"1\""}}
                         << 304;
    QTest::newRow("400") << "GET /v1/agents?limit=0"_ba << Fields() << 400;
    QTest::newRow("404") << "GET /v1/agents/x"_ba << Fields() << 404;
    QTest::newRow("405") << "PUT /v1/agents"_ba << Fields() << 405;
    QTest::newRow("413") << "POST /v1/agents"_ba << Fields{{"Content-Length", "99999999"}} << 413;
}

void BusinessRatesTest::call_anyAnswer_counts()
{
    QFETCH(QByteArray, request);
    QFETCH(Fields, fields);
    QFETCH(int, status);
    TestService service(businessOptions());
    service.write("business/agents", "agent_a", R"({"name":"A"})");
    QCOMPARE(
        told(service.call(request, {}, bearer("growth-token") + fields)),
        (Told{status, "1000", "999", minuteEnd, {}}));
    QCOMPARE(get(service, "growth-token").field("X-RateLimit-Remaining"), "998");
}

void BusinessRatesTest::call_malformed_countsAndTells_data()
{
    QTest::addColumn<QByteArray>("request");
    for (const char* const request :
         {"GET /v1/agents/%zz", "GET /v1/agents/", "GET /v1/agents/%00", "GET /v1/agents/%ff",
          "GET /v1/agents?filter[v]=%FF", "PUT /v1/agents//x"})
        QTest::newRow(request) << QByteArray(request);
}

void BusinessRatesTest::call_malformed_countsAndTells()
{
    QFETCH(QByteArray, request);
    const TestService service(businessOptions());
    const HttpAnswer malformed = service.call(request, {}, bearer("starter-token"));
    QCOMPARE(told(malformed), (Told{400, "100", "99", minuteEnd, {}}));
    QCOMPARE(get(service).field("X-RateLimit-Remaining"), "98");
}

void BusinessRatesTest::call_401_countsNothing()
{
    const TestService service(businessOptions());
    for (int i = 0; i < 120; ++i) {
        const HttpAnswer answer = get(service, "starter-token-not");
        QCOMPARE(answer.status, 401);
        QVERIFY(answer.field("X-RateLimit-Limit").isNull());
    }
    QCOMPARE(get(service).field("X-RateLimit-Remaining"), "99");
}

void BusinessRatesTest::call_ofAForeignPage_countsAndTellsNothing_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("request");
    const auto row = [](const char* name, const Fields& fields, int status) {
        QTest::newRow(name) << fields << status << "GET /v1/agents"_ba;
        const QByteArray malformed = QByteArray(name) + ", malformed";
        QTest::newRow(malformed.constData()) << fields << 400 << "GET /v1/agents/%zz"_ba;
    };
    row("Origin", Fields{{"Origin", "https://evil.example"}}, 403);
    row("no Origin", Fields{{"Sec-Fetch-Site", "cross-site"}}, 403);
    row("Host", Fields{{"Host", "evil.example"}}, 421);
}

void BusinessRatesTest::call_ofAForeignPage_countsAndTellsNothing()
{
    QFETCH(Fields, fields);
    QFETCH(int, status);
    QFETCH(QByteArray, request);
    const TestService service(businessOptions());
    fields << std::pair("X-Request-Id"_ba, "same"_ba);
    const HttpAnswer right = service.call(request, {}, bearer("starter-token") + fields);
    const HttpAnswer wrong = service.call(request, {}, bearer("not-a-key") + fields);
    QCOMPARE(right.status, status);
    QCOMPARE(right.body, wrong.body);
    QCOMPARE(right.fields.size(), wrong.fields.size());
    QVERIFY2(!right.body.contains("evil"), right.body);
    QCOMPARE(get(service).field("X-RateLimit-Remaining"), "99");
}

void BusinessRatesTest::call_pastTheDay_waitsForItsEnd()
{
    TestService service(businessOptions());
    HttpClient client(service.port());
    const Fields fields = bearer("starter-token");
    HttpAnswer answer;
    for (int i = 0; i < 9'950; ++i) {
        if (i % 100 == 0) // into the next minute
            service.clock.advance(60s);
        answer = client.call("GET /v1/agents/x", {}, fields);
        QCOMPARE(answer.status, 404);
    }
    QCOMPARE(answer.field("X-RateLimit-Limit"), "10000"); // as near as the minute's
    QCOMPARE(answer.field("X-RateLimit-Remaining"), "50");
    QCOMPARE(answer.field("X-RateLimit-Reset"), dayEnd);
    service.clock.advance(60s);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(client.call("GET /v1/agents/x", {}, fields).status, 404);
    const qint64 left = start + 6'400 - service.clock.now().value() / 1000;
    QCOMPARE(
        told(client.call("GET /v1/agents/x", {}, fields)),
        (Told{429, "10000", "0", dayEnd, QByteArray::number(left)}));
    service.clock.advance(std::chrono::seconds(left));
    QCOMPARE(client.call("GET /v1/agents/x", {}, fields).status, 404);
}

void BusinessRatesTest::plan_changed_holdsAtOnce()
{
    TestService service(businessOptions());
    ApiKey wish;
    wish.api = ApiKind::Business;
    wish.plan = "growth";
    const auto key = service.service().keyStore().make(wish);
    QVERIFY(key);
    QCOMPARE(told(get(service, key->text)).limit, "1000");
    ApiKey changed = key->key;
    changed.plan = "starter";
    QObject context;
    bool isDone = false;
    service.service().keyStore().change(
        changed, &context, [&isDone](const Result<ApiKey>& done) { isDone = done.has_value(); });
    QTRY_VERIFY(isDone);
    QCOMPARE(told(get(service, key->text)), (Told{200, "100", "98", minuteEnd, {}}));
}

void BusinessRatesTest::plan_ofTheFirstKey_isLocal()
{
    const QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    options.makeFirstKeys = true;
    TestService service(options);
    const auto text = FirstKeyFile(service.service().keyFile()).text(ApiKind::Business);
    QVERIFY(text);
    QVERIFY(text->startsWith("biz_"));
    QCOMPARE(told(get(service, *text)), (Told{200, "1000000", "999999", minuteEnd, {}}));
}

void BusinessRatesTest::restart_sameMinute_goesOn()
{
    const QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    QByteArray text;
    {
        TestService service(options);
        ApiKey wish;
        wish.api = ApiKind::Business;
        wish.plan = "starter";
        text = service.service().keyStore().make(wish).value().text;
        for (int i = 0; i < 60; ++i)
            QCOMPARE(get(service, text).status, 200);
    }
    const TestService service(options);
    QCOMPARE(told(get(service, text)), (Told{200, "100", "39", minuteEnd, {}}));
}

void BusinessRatesTest::restart_givenKey_goesOnAndLeavesNoToken()
{
    const QTemporaryDir directory;
    ServiceOptions options = businessOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    {
        const TestService service(options);
        for (int i = 0; i < 60; ++i)
            QCOMPARE(get(service).status, 200);
    }
    QFile counts(directory.filePath(u"rate-limits.json"_s));
    QVERIFY(counts.open(QIODevice::ReadOnly));
    const QByteArray kept = counts.readAll();
    QVERIFY2(kept.startsWith("{\"key_") && !kept.contains("starter-token"), kept.constData());
    const TestService service(options);
    QCOMPARE(told(get(service)), (Told{200, "100", "39", minuteEnd, {}}));
}

QTEST_GUILESS_MAIN(BusinessRatesTest)
#include "tst_businessrates.moc"
