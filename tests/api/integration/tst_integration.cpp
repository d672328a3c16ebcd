// SPDX-License-Identifier: GPL-3.0-or-later
// The integration State API call by call, as its document and the contract have it.
#include "tests/support/testservice.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

struct Step {
    QByteArray request;
    QByteArray body = {};
    int status = 200;
    QByteArray answer = {}; ///< the whole body; null: not looked at
    QByteArray token = "int-token";
};

const QByteArray unauthorizedStart = R"({"errors":[{"code":"unauthorized",)";

} // namespace

Q_DECLARE_METATYPE(QList<Step>)

class TstIntegration : public QObject {
    Q_OBJECT

    static ServiceOptions options()
    {
        ServiceOptions options = TestService::plainOptions();
        options.givenKeys =
            u"integration=int-token,workflow=wfl-token,business=biz-token:starter"_s;
        return options;
    }

private Q_SLOTS:
    void calls_inOrder_answerAsDocumented_data();
    void calls_inOrder_answerAsDocumented();
    void put_withKey_isAttributedInLog();
    void put_sameIdempotencyKey_isDoneOnce();
    void get_ifNoneMatch_is304();
    void list_manyKeys_isWholeAndSorted();
    void removeAll_sameIdempotencyKey_isDoneOnce_data();
    void removeAll_sameIdempotencyKey_isDoneOnce();
};

void TstIntegration::calls_inOrder_answerAsDocumented_data()
{
    QTest::addColumn<QList<Step>>("steps");
    const auto row = [](const char* name, QList<Step> steps) { QTest::newRow(name) << steps; };
    const QByteArray ok = R"({"success":true})";
    const QByteArray missing =
        R"({"errors":[{"code":"not_found","message":"State key not found"}]})";
    const QByteArray unserializable =
        R"({"errors":[{"code":"validation_error","message":"Value must be JSON-serializable"}],"offset":0})";
    const QByteArray tooLong =
        R"({"errors":[{"code":"validation_error","message":"Key exceeds maximum length of 256 characters"}]})";

    for (const QByteArray base : {"/v1/state", "/state"}) {
        const QByteArray key = base + "/customer_sync_position";
        row((base + ": set, get, update, delete").constData(),
            {{"GET " + key, {}, 404, missing},
             {"PUT " + key, R"({"lastSyncId": "12346", "n": 1.10})", 200, ok},
             {"GET " + key, {}, 200, R"({"lastSyncId":"12346","n":1.10})"},
             {"PUT " + key, "null", 200, ok},
             {"GET " + key, {}, 200, "null"},
             {"DELETE " + key, {}, 204, ""},
             {"DELETE " + key, {}, 404, missing}});
        row((base + ": list and delete all").constData(),
            {{"GET " + base, {}, 204, ""},
             {"PUT " + base + "/b", "1"},
             {"PUT " + base + "/a%2Fc", "2"},
             {"PUT /v1/imports/55cc/state/kept", "3"},
             {"GET " + base, {}, 200, R"({"keys":["a/c","b"]})"},
             {"DELETE " + base, {}, 204, ""},
             {"GET " + base, {}, 204, ""},
             {"GET /v1/imports/55cc/state/kept", {}, 200, "3"}});
        row((base + ": an empty key never addresses the collection").constData(),
            {{"PUT " + base + "/a", "1"},
             {"DELETE " + base + "/", {}, 400},
             {"GET " + base + "/a", {}, 200, "1"}});
    }
    for (const QByteArray type :
         {"flows", "exports", "imports", "connections", "integrations", "scripts"}) {
        const QByteArray all = "/v1/" + type + "/55cc/state";
        row(type.constData(), {{"PUT " + all + "/cursor", "[1]", 200, ok},
                               {"GET " + all + "/cursor", {}, 200, "[1]"},
                               {"GET " + all, {}, 200, R"({"keys":["cursor"]})"},
                               {"GET /v1/" + type + "/other/state/cursor", {}, 404, missing},
                               {"GET /v1/state/cursor", {}, 404, missing},
                               {"DELETE " + all + "/cursor", {}, 200, ok},
                               {"DELETE " + all + "/cursor", {}, 404, missing},
                               {"PUT " + all + "/x", "1", 200, ok},
                               {"DELETE " + all, {}, 200, ok},
                               {"GET " + all, {}, 204, ""}});
    }
    row("unknown resource type", {{"PUT /v1/planets/1/state/x", "1", 404}});
    const QByteArray longest = QByteArray("%C3%A9").repeated(256); // é, two bytes each
    row("key of 256 characters",
        {{"PUT /v1/state/" + longest, "1", 200, ok}, {"GET /v1/state/" + longest, {}, 200, "1"}});
    row("key of 257 characters", {{"PUT /v1/state/" + longest + "x", "1", 422, tooLong},
                                  {"GET /v1/state/" + longest + "x", {}, 422, tooLong},
                                  {"DELETE /v1/state/" + longest + "x", {}, 422, tooLong},
                                  {"GET /v1/state", {}, 204, ""}});
    row("no body", {{"PUT /v1/state/a", {}, 400, unserializable}, {"GET /v1/state/a", {}, 404}});
    row("body that is not JSON", {{"PUT /v1/state/a", "x", 400, unserializable}});
    row("wrong method", {{"POST /state/a", "1", 405}});
    row("no key", {{"GET /state/a", {}, 401, {}, {}},
                   {"PUT /v1/state/a", "1", 401, {}, {}},
                   {"DELETE /v1/state", {}, 401, {}, {}}});
    row("unknown key",
        {{"GET /state/a", {}, 401, {}, "nope"}, {"GET /v1/state/a", {}, 401, {}, "nope"}});
    row("a resource by both bases",
        {{"PUT /imports/55cc/state/k", R"("v")"},
         {"GET /v1/imports/55cc/state/k", {}, 200, R"("v")"},
         {"GET /imports/55cc/state", {}, 200, R"({"keys":["k"]})"},
         {"DELETE /imports/55cc/state/k", {}, 200, R"({"success":true})"},
         {"DELETE /imports/55cc/state", {}, 200, R"({"success":true})"},
         {"GET /imports/55cc/state/k", {}, 401, {}, {}}});
    row("shared path decided by the credential",
        {{"POST /v1/state/a/inner", R"({"value":1})", 200, {}, {}},
         {"PUT /v1/state/a", R"("of integration")"},
         {"GET /v1/state/a", {}, 200, R"("of integration")"},
         {"GET /v1/state/a", {}, 200, R"({"keys":["inner"]})", "wfl-token"},
         {"GET /v1/state/a", {}, 200, R"({"keys":["inner"]})", {}},
         {"GET /v1/state/a", {}, 403, {}, "biz-token"},
         {"PUT /state/a", "1", 403, {}, "wfl-token"},
         {"GET /v1/state/a", {}, 200, R"("of integration")"}});
}

void TstIntegration::calls_inOrder_answerAsDocumented()
{
    QFETCH(QList<Step>, steps);
    TestService service(options());
    QVERIFY2(service.mistake().isEmpty(), qPrintable(service.mistake()));
    for (const Step& step : steps) {
        Fields fields;
        if (!step.token.isEmpty())
            fields << std::pair("Authorization"_ba, "Bearer " + step.token);
        const Seq before = service.position();
        const HttpAnswer answer = service.call(step.request, step.body, fields);
        QCOMPARE(qMakePair(step.request, answer.status), qMakePair(step.request, step.status));
        if (!step.answer.isNull())
            QCOMPARE(answer.body, step.answer);
        if (step.status == 401)
            QVERIFY(
                answer.body.contains("\"unauthorized\"") && answer.body.contains("\"message\""));
        if (step.status >= 400)
            QCOMPARE(service.position(), before);
    }
}

void TstIntegration::put_withKey_isAttributedInLog()
{
    TestService service(options());
    const Fields fields = {{"Authorization", "Bearer int-token"}, {"X-Request-Id", "mine-1"}};
    QCOMPARE(service.call("PUT /v1/state/a", "1", fields).status, 200);
    const auto changes = service.changes();
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].by.requestId, "mine-1"_ba);
    const ApiKeyPtr key = service.service().keys().find("int-token");
    QVERIFY(key);
    QCOMPARE(changes[0].by.keyId, key->id);
    QVERIFY(!key->id.contains("int-token"));
}

void TstIntegration::put_sameIdempotencyKey_isDoneOnce()
{
    TestService service(options());
    const Fields fields = {{"Authorization", "Bearer int-token"}, {"Idempotency-Key", "once"}};
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer answer = service.call("PUT /v1/state/a", "1", fields);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, R"({"success":true})"_ba);
    }
    QCOMPARE(service.changes().size(), size_t(1));
    QCOMPARE(service.call("PUT /v1/state/a", "2", fields).status, 400);
}

void TstIntegration::get_ifNoneMatch_is304()
{
    TestService service(options());
    const Fields fields = {{"Authorization", "Bearer int-token"}};
    QCOMPARE(service.call("PUT /v1/state/a", "1", fields).status, 200);
    const HttpAnswer first = service.call("GET /v1/state/a", {}, fields);
    QCOMPARE(first.field("ETag"), "\"1\""_ba);
    QCOMPARE(
        service.call("GET /v1/state/a", {}, fields + Fields{{"If-None-Match", "\"1\""}}).status,
        304);
    QCOMPARE(
        service.call("PUT /v1/state/a", "2", fields + Fields{{"If-Match", "\"7\""}}).status, 412);
    QCOMPARE(service.call("GET /v1/state/a?version=1", {}, fields).body, "1"_ba);
}

void TstIntegration::list_manyKeys_isWholeAndSorted()
{
    TestService service(options());
    QByteArray expected;
    for (int i = 0; i < 2500; ++i) {
        const QByteArray key = "k" + QByteArray::number(10'000 + i);
        service.write("integration/", key, "1");
        expected += (i ? ",\"" : "\"") + key + '"';
    }
    const Fields fields = {{"Authorization", "Bearer int-token"}};
    QCOMPARE(service.call("GET /v1/state", {}, fields).body, "{\"keys\":[" + expected + "]}");
    QCOMPARE(service.call("DELETE /v1/state", {}, fields).status, 204);
    QCOMPARE(service.call("GET /v1/state", {}, fields).status, 204);
}

void TstIntegration::removeAll_sameIdempotencyKey_isDoneOnce_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("global") << "/v1/state"_ba << 204;
    QTest::newRow("without a version") << "/state"_ba << 204;
    QTest::newRow("of a resource") << "/v1/imports/55cc/state"_ba << 200;
}

void TstIntegration::removeAll_sameIdempotencyKey_isDoneOnce()
{
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    TestService service(options());
    const Fields plain = {{"Authorization", "Bearer int-token"}};
    const Fields once = plain + Fields{{"Idempotency-Key", "k1"}};
    for (int i = 0; i < 120; ++i)
        QCOMPARE(
            service.call("PUT " + path + "/k" + QByteArray::number(i), "1", plain).status, 200);
    const HttpAnswer first = service.call("DELETE " + path, {}, once);
    QCOMPARE(first.status, status);
    QCOMPARE(service.call("GET " + path, {}, plain).status, 204);
    QCOMPARE(service.call("PUT " + path + "/new", "1", plain).status, 200);
    const Seq before = service.position();
    const HttpAnswer second = service.call("DELETE " + path, {}, once);
    QCOMPARE(second.status, status);
    QCOMPARE(second.body, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.call("DELETE " + path, "{}", once).status, 400);
    QCOMPARE(service.position(), before);
    QCOMPARE(service.call("GET " + path, {}, plain).body, R"({"keys":["new"]})"_ba);
    QCOMPARE(service.call("DELETE " + path, {}, plain).status, status);
    QCOMPARE(service.call("GET " + path, {}, plain).status, 204);
}

QTEST_GUILESS_MAIN(TstIntegration)
#include "tst_integration.moc"
