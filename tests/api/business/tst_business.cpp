// SPDX-License-Identifier: GPL-3.0-or-later
// The business API over REST call by call, as its document and the contract have it.
#include "core/api/business/businessapi.h"
#include "tests/api/business/businessfixture.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray agent = R"({"name":"Support Agent"})";

} // namespace

class BusinessTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyResource_isCreatedReadChangedAndDeleted_data();
    void everyResource_isCreatedReadChangedAndDeleted();
    void everyResource_hasANameThatIsFree();
    void calls_inOrder_answerAsDocumented_data();
    void calls_inOrder_answerAsDocumented();
    void success_anyCall_hasTheDocumentsEnvelope();
    void head_record_isGetWithoutBody();
    void write_key_isAttributedInLog();
    void call_known_isTold();
};

void BusinessTest::everyResource_isCreatedReadChangedAndDeleted_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("name");
    for (const business::Resource& resource : business::catalogue().resources()) {
        for (const QByteArray base : {"/v1/", "/"})
            QTest::newRow((base + resource.name).constData()) << base << resource.name;
    }
}

void BusinessTest::everyResource_isCreatedReadChangedAndDeleted()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, name);
    const business::Resource& resource = *business::catalogue().resource(name);
    TestService service(businessOptions());
    QByteArray sample = resource.sample.bytes();
    for (const business::Field& field : resource.fields) {
        if (field.type != business::FieldType::Reference)
            continue;
        service.write("business/" + field.reference, "someone", "{}");
        sample = sample.chopped(1) + ",\"" + field.name + "\":\"someone\"}";
    }
    const QByteArray all = base + name;
    const QByteArray object = '"' + resource.object + '"';
    runSteps(
        service,
        {{"POST " + all, sample, 201, {{"success", "true"}, {"data.object", object}}, "id"},
         {"GET " + all + "/{id}", {}, 200, {{"data.id", "\"{id}\""}, {"data.object", object}}},
         {"GET " + all, {}, 200, {{"data.0.id", "\"{id}\""}, {"has_more", "false"}}},
         {"PATCH " + all + "/{id}", R"({"extra":1.10})", 200, {{"data.extra", "1.10"}}},
         {"PUT " + all + "/{id}", sample, 200, {{"data.id", "\"{id}\""}, {"data.extra", {}}}},
         {"DELETE " + all + "/{id}", {}, 200, {{"data", R"({"id":"{id}","deleted":true})"}}},
         {"DELETE " + all + "/{id}", {}, 404},
         {"GET " + all + "/{id}", {}, 404, {{"error.code", "\"RESOURCE_NOT_FOUND\""}}},
         {"PATCH " + all + "/{id}", "{}", 404},
         {"PUT " + all + "/{id}", sample, 404}});
    const HttpAnswer made = service.call("POST " + all, sample, bearer("biz-token"));
    QVERIFY(textAt(made.body, "data.id").startsWith(resource.idPrefix));
    QCOMPARE(textAt(made.body, "data.id").size(), resource.idPrefix.size() + 20);
}

void BusinessTest::everyResource_hasANameThatIsFree()
{
    for (const business::Resource& resource : business::catalogue().resources())
        QVERIFY2(!business::isReservedName(resource.name), resource.name);
    for (const char* name :
         {"state", "campaigns", "runtime", "flows", "exports", "imports", "connections",
          "integrations", "scripts", "health", "docs", "openapi.json", "graphql", "ws"})
        QVERIFY(business::isReservedName(name));
}

void BusinessTest::calls_inOrder_answerAsDocumented_data()
{
    QTest::addColumn<QList<Step>>("steps");
    const auto row = [](const char* name, const QList<Step>& steps) {
        QTest::newRow(name) << steps;
    };
    const Step makeAgent{"POST /v1/agents", agent, 201, {}, "agent"};
    const Step makeConversation{
        "POST /v1/conversations", R"({"agent_id":"{agent}","channel":"web"})", 201, {}, "conv"};

    row("defaults and system fields",
        {{"POST /v1/agents",
          R"({"id":"mine","object":"x","created_at":"x","updated_at":1,"name":"A","n":1e400})",
          201,
          {{"data.object", "\"agent\""},
           {"data.status", "\"active\""},
           {"data.created_at", "\"2023-11-14T22:13:20.000Z\""},
           {"data.updated_at", "\"2023-11-14T22:13:20.000Z\""},
           {"data.n", "1e400"}}},
         {"GET /v1/agents/mine", {}, 404}});
    row("a conversation and its messages",
        {makeAgent,
         makeConversation,
         {"POST /v1/messages",
          R"({"conversation_id":"{conv}","content":"one","role":"user"})",
          201,
          {},
          "first"},
         {"POST /v1/messages",
          R"({"conversation_id":"{conv}","content":"two","role":"assistant"})",
          201,
          {},
          "second"},
         {"GET /v1/conversations/{conv}/messages",
          {},
          200,
          {{"data.0.content", "\"two\""}, {"data.1.content", "\"one\""}, {"data.2", {}}}},
         {"GET /v1/conversations/{conv}/messages?filter[role]=user&limit=1",
          {},
          200,
          {{"data.0.content", "\"one\""}, {"data.1", {}}, {"has_more", "false"}}},
         {"GET /v1/conversations/{conv}/messages?sort=created_at",
          {},
          200,
          {{"data.0.content", "\"one\""}}},
         {"GET /conversations/{conv}/messages", {}, 200, {{"data.0.content", "\"two\""}}},
         {"GET /v1/agents/{agent}/conversations", {}, 200, {{"data.0.id", "\"{conv}\""}}},
         {"GET /agents/{agent}/conversations", {}, 200, {{"data.0.id", "\"{conv}\""}}},
         {"GET /v1/agents/nobody/conversations",
          {},
          404,
          {{"error.details.agent_id", "\"nobody\""}}},
         {"DELETE /v1/agents/{agent}", {}, 200},
         {"GET /v1/conversations/{conv}", {}, 200, {{"data.agent_id", "\"{agent}\""}}}});
    row("an unknown record, as the document has it",
        {{"GET /v1/agents/agent_xyz",
          {},
          404,
          {{"success", "false"},
           {"error",
            R"({"code":"RESOURCE_NOT_FOUND","message":"The requested agent does not exist",)"
            R"("details":{"agent_id":"agent_xyz","suggestion":)"
            R"("Check if the agent ID is correct or create a new agent"}})"},
           {"meta.request_id", "\"req_abc123\""},
           {"meta.timestamp", "\"2023-11-14T22:13:20.000Z\""},
           {"meta.version", {}}},
          {},
          "biz-token",
          {{"X-Request-Id", "req_abc123"}}}});
    row("a reference to nobody",
        {{"POST /v1/conversations",
          R"({"agent_id":"agent_123","channel":"web"})",
          404,
          {{"error.code", "\"RESOURCE_NOT_FOUND\""},
           {"error.details.agent_id", "\"agent_123\""},
           {"error.details.field", "\"agent_id\""}}},
         {"GET /v1/conversations", {}, 200, {{"data", "[]"}}},
         makeAgent,
         makeConversation,
         {"PATCH /v1/conversations/{conv}", R"({"agent_id":"agent_123"})", 404},
         {"DELETE /v1/agents/{agent}", {}, 200},
         {"PATCH /v1/conversations/{conv}", R"({"status":"closed"})", 200}});
    row("values that may not be",
        {{"POST /v1/agents",
          "{}",
          400,
          {{"error.code", "\"VALIDATION_ERROR\""},
           {"error.details.errors", R"([{"field":"name","message":"is required."}])"}}},
         {"POST /v1/agents", R"({"name":"A","capabilities":{"a":1},"metadata":[]})", 400},
         {"POST /v1/agents", "[]", 400},
         {"POST /v1/agents", {}, 400, {{"error.details.offset", "0"}}},
         {"POST /v1/agents", R"({"name":"A",})", 400, {{"error.details.offset", "12"}}},
         {"POST /v1/orders", R"({"status":"lost"})", 400},
         {"GET /v1/agents", {}, 200, {{"data", "[]"}}}});
    row("PATCH merges the top level, PUT replaces",
        {{"POST /v1/agents",
          R"({"name":"A","role":"r","metadata":{"a":1,"b":2}})",
          201,
          {},
          "agent"},
         {"PATCH /v1/agents/{agent}",
          R"({"role":null,"metadata":{"c":3}})",
          200,
          {{"data.name", "\"A\""}, {"data.role", "null"}, {"data.metadata", R"({"c":3})"}}},
         {"PUT /v1/agents/{agent}",
          R"({"name":"B"})",
          200,
          {{"data.name", "\"B\""},
           {"data.role", {}},
           {"data.metadata", {}},
           {"data.status", "\"active\""}}}});
    row("entity tags and old versions",
        {makeAgent,
         {"GET /v1/agents/{agent}", {}, 200, {}, {}, "biz-token", {}, {{"ETag", "\"1\""}}},
         {"GET /v1/agents/{agent}", {}, 304, {}, {}, "biz-token", {{"If-None-Match", "\"1\""}}},
         {"PATCH /v1/agents/{agent}",
          R"({"name":"B"})",
          412,
          {{"error.code", "\"VALIDATION_ERROR\""}},
          {},
          "biz-token",
          {{"If-Match", "\"7\""}}},
         {"PATCH /v1/agents/{agent}",
          R"({"name":"B"})",
          200,
          {},
          {},
          "biz-token",
          {{"If-Match", "\"1\""}},
          {{"ETag", "\"2\""}}},
         {"GET /v1/agents/{agent}?version=1", {}, 200, {{"data.name", "\"Support Agent\""}}},
         {"GET /v1/agents/{agent}?version=9", {}, 404},
         {"GET /v1/agents/{agent}?version=x", {}, 400},
         {"DELETE /v1/agents/{agent}", {}, 412, {}, {}, "biz-token", {{"If-Match", "\"1\""}}},
         {"DELETE /v1/agents/{agent}", {}, 200, {}, {}, "biz-token", {{"If-Match", "\"2\""}}}});
    row("versions of the API",
        {{"GET /v1/agents", {}, 200, {}, {}, "biz-token", {}, {{"X-API-Version", {}}}},
         {"GET /agents",
          {},
          200,
          {{"meta.version", "\"v1\""}},
          {},
          "biz-token",
          {{"X-API-Version", "2024-01-01"}},
          {{"X-API-Version", "2024-01-01"}}},
         {"GET /v1/agents/nobody",
          {},
          404,
          {},
          {},
          "biz-token",
          {{"X-API-Version", "v1"}},
          {{"X-API-Version", "v1"}}},
         {"GET /agents",
          {},
          400,
          {{"error.code", "\"VALIDATION_ERROR\""}, {"error.details.header", "\"X-API-Version\""}},
          {},
          "biz-token",
          {{"X-API-Version", "2023-01-01"}},
          {{"X-API-Version", {}}}},
         {"POST /agents", agent, 400, {}, {}, "biz-token", {{"X-API-Version", "v2"}}},
         {"GET /v1/agents", {}, 200, {{"data", "[]"}}}});
    row("paths of other APIs stay theirs",
        {{"PUT /v1/state/agents", "1", 200, {}, {}, "int-token"},
         {"GET /v1/state/agents", {}, 200, {}, {}, "int-token"},
         {"POST /v1/state/agents/agent_1", R"({"value":1})", 200, {}, {}, {}},
         {"PUT /v1/imports/agents/state/x", "1", 200, {}, {}, "int-token"},
         {"GET /v1/campaigns/agents/variables", {}, 200, {}, {}, "cmp-token"},
         {"GET /v1/state/agents", {}, 403, {}, {}, "biz-token"},
         {"GET /v1/campaigns/agents/variables", {}, 403, {}, {}, "biz-token"},
         {"GET /health", {}, 200, {}, {}, {}},
         {"GET /v1/planets", {}, 404, {{"error.code", "\"NOT_FOUND\""}}}});
    const QByteArray strange = "agent%2F%3F%20%C3%A9";
    row("ids of any kind are looked for",
        {{"GET /v1/agents/" + strange, {}, 404, {{"error.details.agent_id", "\"agent/? é\""}}},
         {"GET /v1/agents/" + QByteArray(5000, 'x'), {}, 404},
         {"GET /v1/agents/", {}, 400}});
}

void BusinessTest::calls_inOrder_answerAsDocumented()
{
    QFETCH(QList<Step>, steps);
    const TestService service(businessOptions());
    runSteps(service, steps);
}

void BusinessTest::success_anyCall_hasTheDocumentsEnvelope()
{
    TestService service(businessOptions());
    service.write("business/agents", "agent_a", R"({"name":"A"})");
    const Fields fields = bearer("biz-token") + Fields{{"X-Request-Id", "my.own-id_1"}};
    const HttpAnswer one = service.call("GET /v1/agents/agent_a", {}, fields);
    QCOMPARE(
        one.body, R"({"success":true,"data":{"name":"A"},"meta":{"request_id":"my.own-id_1",)"
                  R"("timestamp":"2023-11-14T22:13:20.000Z","version":"v1",)"
                  R"("execution_time_ms":0}})");
    QCOMPARE(one.field("X-Request-Id"), "my.own-id_1");
    const HttpAnswer list = service.call("GET /v1/agents", {}, fields);
    QCOMPARE(
        list.body, R"({"success":true,"data":[{"name":"A"}],"next_cursor":null,"has_more":false,)"
                   R"("meta":{"request_id":"my.own-id_1","timestamp":"2023-11-14T22:13:20.000Z",)"
                   R"("version":"v1","execution_time_ms":0,"next_cursor":null,"has_more":false}})");
    const HttpAnswer made = service.call("POST /v1/agents", agent, bearer("biz-token"));
    QVERIFY(textAt(made.body, "meta.request_id").startsWith("req_"));
    QCOMPARE(textAt(made.body, "meta.request_id"), made.field("X-Request-Id"));
}

void BusinessTest::head_record_isGetWithoutBody()
{
    TestService service(businessOptions());
    service.write("business/agents", "agent_a", R"({"name":"A"})");
    HttpClient client(service.port());
    client.send(requestBytes("HEAD /v1/agents/agent_a", {}, bearer("biz-token")));
    const HttpAnswer head = client.readAnswer(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("ETag"), "\"1\"");
    QVERIFY(head.field("Content-Length").toInt() > 20);
    QVERIFY(!head.field("X-RateLimit-Limit").isNull());
    const HttpAnswer options = service.call("OPTIONS /v1/agents/agent_a");
    QCOMPARE(options.status, 204);
    QCOMPARE(options.field("Allow"), "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
}

void BusinessTest::write_key_isAttributedInLog()
{
    TestService service(businessOptions());
    const Seq before = service.position();
    const Fields fields = bearer("biz-token") + Fields{{"X-Request-Id", "the-request"}};
    QCOMPARE(service.call("POST /v1/agents", agent, fields).status, 201);
    const auto changes = service.changes(before);
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].name.space.text(), "business/agents");
    QVERIFY(changes[0].by.keyId.startsWith("key_"));
    QCOMPARE(changes[0].by.requestId, "the-request");
}

void BusinessTest::call_known_isTold()
{
    TestService service(businessOptions());
    (void)service.call(
        "GET /v1/agents/x", {}, bearer("biz-token") + Fields{{"X-Request-Id", "one"}});
    (void)service.reportOf("one");
    const RequestReportPtr report = service.service().requests().find("one");
    QVERIFY(report);
    QCOMPARE(report->api, "business");
    QCOMPARE(report->note.credential, RequestNote::Credential::Known);
    QCOMPARE(report->errorCode, "RESOURCE_NOT_FOUND");
}

QTEST_GUILESS_MAIN(BusinessTest)
#include "tst_business.moc"
