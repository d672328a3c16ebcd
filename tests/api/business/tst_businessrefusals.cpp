// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, their rights, and what every refusal of the business API looks like.
#include "core/api/business/failures.h"
#include "tests/api/business/businessfixture.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class BusinessRefusalsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusal_anyKind_hasTheDocumentsShape_data();
    void refusal_anyKind_hasTheDocumentsShape();
    void documentationUrl_hostOfTheRequest_isOurOwn();
    void target_tooLong_isRefusedInTheShapeOfItsPath_data();
    void target_tooLong_isRefusedInTheShapeOfItsPath();
    void unknownPath_ofNoCollection_isNobodys();
    void key_withLimits_mayDoThatMuch_data();
    void key_withLimits_mayDoThatMuch();
    void key_revoked_isUnknown();
    void refusedCall_changesNothing();
    void codeOfStatus_everyCode_isItsOwn();
};

void BusinessRefusalsTest::refusal_anyKind_hasTheDocumentsShape_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const QByteArray& request, int status, const char* code,
                        const Fields& fields = bearer("biz-token"), const QByteArray& body = {}) {
        QTest::newRow(name) << request << body << fields << status << QByteArray(code);
    };
    const QByteArray all = "GET /v1/agents";
    row("no key", all, 401, "INVALID_API_KEY", {});
    row("unknown key", all, 401, "INVALID_API_KEY", bearer("biz_nope"));
    row("another scheme", all, 401, "INVALID_API_KEY", {{"Authorization", "Basic Yml6OnRva2Vu"}});
    row("two keys", all, 401, "INVALID_API_KEY", bearer("biz-token") + bearer("biz-token"));
    row("a key in the query", "GET /v1/agents?api_key=biz-token", 401, "INVALID_API_KEY", {});
    row("a campaign key", all, 403, "INSUFFICIENT_PERMISSIONS", bearer("cmp-token"));
    row("an integration key", all, 403, "INSUFFICIENT_PERMISSIONS", bearer("int-token"));
    row("a workflow key", all, 403, "INSUFFICIENT_PERMISSIONS", bearer("wfl-token"));
    row("unknown record", "GET /agents/agent_xyz", 404, "RESOURCE_NOT_FOUND");
    row("malformed query", "GET /v1/agents?limit=0", 400, "VALIDATION_ERROR");
    row("malformed body", "POST /v1/agents", 400, "VALIDATION_ERROR", bearer("biz-token"), "{");
    row("malformed path", "GET /v1/agents/%zz", 400, "VALIDATION_ERROR");
    row("trailing slash", "GET /v1/agents/", 400, "VALIDATION_ERROR");
    row("wrong method", "PUT /v1/agents", 405, "VALIDATION_ERROR");
    row("wrong method on a record", "POST /agents/x", 405, "VALIDATION_ERROR");
    row("unknown method", "BREW /v1/agents", 405, "VALIDATION_ERROR");
    row("below a record", "GET /v1/orders/ord_a/x", 404, "RESOURCE_NOT_FOUND");
    row("below a record, written", "POST /orders/ord_a/x/y", 404, "RESOURCE_NOT_FOUND");
    row("below a sub-list", "GET /v1/agents/agent_a/conversations/x", 404, "RESOURCE_NOT_FOUND");
    row("below webhooks", "DELETE /v1/webhooks/wh_a/x", 404, "RESOURCE_NOT_FOUND");
    row("below a record, no key", "GET /v1/orders/ord_a/x", 404, "RESOURCE_NOT_FOUND", {});
    row("wrong method, no key", "PUT /v1/agents", 405, "VALIDATION_ERROR", {});
    row("too large", "POST /v1/agents", 413, "VALIDATION_ERROR",
        bearer("biz-token") + Fields{{"Content-Length", "99999999"}});
    row("precondition", "DELETE /v1/agents/agent_a", 412, "VALIDATION_ERROR",
        bearer("biz-token") + Fields{{"If-Match", "\"9\""}});
    row("foreign page", all, 403, "INSUFFICIENT_PERMISSIONS",
        bearer("biz-token") + Fields{{"Origin", "https://evil.example"}});
    row("malformed Idempotency-Key", "POST /v1/agents", 400, "VALIDATION_ERROR",
        bearer("biz-token") + Fields{{"Idempotency-Key", ""}}, R"({"name":"A"})");
    row("two Idempotency-Keys", "POST /v1/agents", 400, "VALIDATION_ERROR",
        bearer("biz-token") + Fields{{"Idempotency-Key", "a"}, {"Idempotency-Key", "b"}},
        R"({"name":"A"})");
    row("the same Idempotency-Key twice", "POST /v1/agents", 400, "VALIDATION_ERROR",
        bearer("biz-token") + Fields{{"Idempotency-Key", "a"}, {"Idempotency-Key", "a"}},
        R"({"name":"A"})");
    row("unserved version", all, 400, "VALIDATION_ERROR",
        bearer("biz-token") + Fields{{"X-API-Version", "2"}});
    row("malformed cursor", "GET /v1/agents?cursor=nonsense", 400, "VALIDATION_ERROR");
}

void BusinessRefusalsTest::refusal_anyKind_hasTheDocumentsShape()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    QFETCH(Fields, fields);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    TestService service(businessOptions());
    service.write("business/agents", "agent_a", R"({"name":"A"})");
    const Seq before = service.position();
    const bool isServed = !fields.contains(std::pair("X-API-Version"_ba, "2"_ba));
    if (isServed)
        fields << std::pair("X-API-Version"_ba, "2024-01-01"_ba);
    const HttpAnswer answer =
        service.call(request, body, fields + Fields{{"X-Request-Id", "req_mine"}});
    QVERIFY2(answer.status == status, answer.body);
    QVERIFY2(answer.body.startsWith(R"({"success":false,"error":{"code":)"), answer.body);
    QCOMPARE(textAt(answer.body, "error.code"), code);
    QVERIFY(!textAt(answer.body, "error.message").isEmpty());
    QVERIFY(!textAt(answer.body, "error.details.suggestion").isEmpty());
    QCOMPARE(textAt(answer.body, "meta.request_id"), "req_mine");
    QCOMPARE(answer.field("X-Request-Id"), "req_mine");
    QCOMPARE(answer.field("X-API-Version"), isServed ? "2024-01-01"_ba : QByteArray());
    QCOMPARE(textAt(answer.body, "meta.timestamp"), "2023-11-14T22:13:20.000Z");
    QVERIFY(textAt(answer.body, "meta.documentation_url").endsWith("/docs/errors/" + code));
    QVERIFY(answer.field("Content-Type").startsWith("application/json"));
    QCOMPARE(answer.field("WWW-Authenticate").isNull(), status != 401);
    QCOMPARE(answer.field("Allow").isNull(), status != 405);
    // Whose key is known is told where it stands, but what may be a foreign page.
    const bool mayBeForeign = fields.contains(std::pair("Origin"_ba, "https://evil.example"_ba));
    const bool isKnown = fields.contains(std::pair("Authorization"_ba, "Bearer biz-token"_ba)) &&
                         status != 401 && !mayBeForeign;
    QCOMPARE(answer.field("X-RateLimit-Limit"), isKnown ? "1000000"_ba : QByteArray());
    QCOMPARE(answer.field("X-RateLimit-Remaining"), isKnown ? "999999"_ba : QByteArray());
    QCOMPARE(service.position(), before);
}

void BusinessRefusalsTest::documentationUrl_hostOfTheRequest_isOurOwn()
{
    const TestService service(businessOptions());
    const QByteArray port = QByteArray::number(service.port());
    const auto url = [&service](const Fields& fields) {
        return textAt(service.call("GET /v1/agents", {}, fields).body, "meta.documentation_url");
    };
    const QByteArray path = "/docs/errors/INVALID_API_KEY";
    QCOMPARE(url({{"Host", "localhost:" + port}}), "http://localhost:" + port + path);
    QCOMPARE(url({{"Host", "[::1]:" + port}}), "http://[::1]:" + port + path);
    // Where the Host is none of ours, by the address that is listened on.
    const QByteArray bound = "http://127.0.0.1:" + port;
    const QByteArray forbidden = "/docs/errors/VALIDATION_ERROR";
    QCOMPARE(url({{"Host", "evil.example"}}), bound + forbidden);
    QCOMPARE(
        url({{"Host", "localhost:" + port}, {"X-Large", QByteArray(70 * 1024, 'x')}}),
        bound + forbidden);
}

void BusinessRefusalsTest::target_tooLong_isRefusedInTheShapeOfItsPath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isBusiness");
    QTest::newRow("filter") << "/v1/orders?filter="_ba << true;
    QTest::newRow("without /v1") << "/orders?filter="_ba << true;
    QTest::newRow("id") << "/v1/orders/"_ba << true;
    QTest::newRow("nobody's") << "/v1/nothing?x="_ba << false;
}

void BusinessRefusalsTest::target_tooLong_isRefusedInTheShapeOfItsPath()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isBusiness);
    const TestService service(businessOptions());
    const HttpAnswer answer =
        service.call("GET " + path + QByteArray(17'000, 'x'), {}, bearer("biz-token"));
    QCOMPARE(answer.status, 414);
    if (!isBusiness) {
        QCOMPARE(textAt(answer.body, "error.code"), "URI_TOO_LONG");
        return;
    }
    QVERIFY2(answer.body.startsWith(R"({"success":false,)"), answer.body);
    QCOMPARE(textAt(answer.body, "error.code"), "VALIDATION_ERROR");
    QVERIFY(textAt(answer.body, "meta.documentation_url").startsWith("http://"));
    // The head was not read to where the key stands: nothing is told of one, and nothing counted.
    QVERIFY(answer.field("X-RateLimit-Limit").isNull());
    QCOMPARE(
        service.call("GET /v1/orders", {}, bearer("biz-token")).field("X-RateLimit-Remaining"),
        "999999");
}

void BusinessRefusalsTest::unknownPath_ofNoCollection_isNobodys()
{
    const TestService service(businessOptions());
    const HttpAnswer answer = service.call("GET /v1/nothing", {}, bearer("biz-token"));
    QCOMPARE(answer.status, 404);
    QCOMPARE(textAt(answer.body, "error.code"), "NOT_FOUND");
    QVERIFY(answer.field("X-RateLimit-Limit").isNull());
    QCOMPARE(
        service.call("GET /v1/orders/a/x", {}, bearer("biz-token")).field("X-RateLimit-Remaining"),
        "999999");
    QCOMPARE(
        service.call("GET /v1/orders", {}, bearer("biz-token")).field("X-RateLimit-Remaining"),
        "999998");
}

void BusinessRefusalsTest::key_withLimits_mayDoThatMuch_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArrayList>("resources"); // that the key is limited to; empty: it may read
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray& request, const QByteArrayList& resources, int status) {
        QTest::newRow((request + ' ' + resources.join(',')).constData())
            << request << resources << status;
    };
    row("GET /v1/agents", {}, 200);
    row("GET /agents/agent_a", {}, 200);
    row("POST /v1/agents", {}, 403);
    row("PUT /v1/agents/agent_a", {}, 403);
    row("PATCH /agents/agent_a", {}, 403);
    row("DELETE /v1/agents/agent_a", {}, 403);
    row("GET /v1/agents", {"agents"}, 200);
    row("POST /v1/agents", {"orders", "agents"}, 201);
    row("DELETE /v1/agents/agent_a", {"agents"}, 200);
    row("GET /v1/agents", {"orders"}, 403);
    row("GET /v1/agents/agent_a", {"agents/agent_a"}, 200);
    row("GET /v1/agents/agent_b", {"agents/agent_a"}, 403);
    row("GET /v1/agents", {"agents/agent_a"}, 403);
    row("GET /v1/agents/agent_a/conversations", {"agents"}, 403);
    row("GET /v1/agents/agent_a/conversations", {"conversations"}, 200);
}

void BusinessRefusalsTest::key_withLimits_mayDoThatMuch()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArrayList, resources);
    QFETCH(int, status);
    TestService service(businessOptions());
    service.write("business/agents", "agent_a", R"({"name":"A"})");
    ApiKey wish;
    wish.api = ApiKind::Business;
    wish.readOnly = resources.isEmpty();
    wish.resources = resources;
    const auto key = service.service().keyStore().make(wish);
    QVERIFY(key);
    const QByteArray body = request.startsWith("P") ? R"({"name":"B"})"_ba : QByteArray();
    const HttpAnswer answer = service.call(request, body, bearer(key->text));
    QVERIFY2(answer.status == status, answer.body);
    if (answer.status == 403)
        QCOMPARE(textAt(answer.body, "error.code"), "INSUFFICIENT_PERMISSIONS");
}

void BusinessRefusalsTest::key_revoked_isUnknown()
{
    TestService service(businessOptions());
    ApiKey wish;
    wish.api = ApiKind::Business;
    const auto key = service.service().keyStore().make(wish);
    QVERIFY(key);
    QCOMPARE(service.call("GET /v1/agents", {}, bearer(key->text)).status, 200);
    QVERIFY(service.service().keyStore().revoke(key->key.id));
    QCOMPARE(service.call("GET /v1/agents", {}, bearer(key->text)).status, 401);
}

void BusinessRefusalsTest::refusedCall_changesNothing()
{
    TestService service(businessOptions());
    const Seq before = service.position();
    const QByteArray agent = R"({"name":"A"})";
    QCOMPARE(service.call("POST /v1/agents", agent).status, 401);
    QCOMPARE(service.call("POST /v1/agents", agent, bearer("cmp-token")).status, 403);
    QCOMPARE(
        service
            .call(
                "POST /v1/agents", agent,
                bearer("biz-token") + Fields{{"Origin", "https://evil.example"}})
            .status,
        403);
    QCOMPARE(service.position(), before);
}

void BusinessRefusalsTest::codeOfStatus_everyCode_isItsOwn()
{
    using namespace business;
    for (const FailureCode code : allFailureCodes)
        QCOMPARE(codeOfStatus(business::statusOf(code)), code);
    for (const int status : {405, 408, 409, 412, 413, 414, 421, 431})
        QCOMPARE(codeOfStatus(status), FailureCode::ValidationError);
    QCOMPARE(codeOfStatus(507), FailureCode::ServiceUnavailable);
    QCOMPARE(codeOfStatus(501), FailureCode::InternalError);
    const Problem full = Problem::of(Error{ErrorCode::StorageFull, u"The disk is full."_s, {}});
    QCOMPARE(full.status, 507);
    QCOMPARE(nameOf(full.code), "SERVICE_UNAVAILABLE");
}

QTEST_GUILESS_MAIN(BusinessRefusalsTest)
#include "tst_businessrefusals.moc"
