// SPDX-License-Identifier: GPL-3.0-or-later
// Declaring and listing variables over HTTP: every rule of the document and the contract.
#include "tests/api/campaign/campaignfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray defined(const QByteArray& variable)
{
    return R"({"status":"defined","variable":)" + variable + '}';
}

/// What the body of a 422 holds about one field.
QByteArray fieldIs(const QByteArray& field)
{
    return "{\"field\":\"" + field + R"(","message":")";
}

const QByteArray invalid = R"("error_code":"validation_failed")";
const QByteArray conflict = R"({"status":"error","error_code":"definition_conflict")";
const QByteArray outOfScope = R"("error_code":"out_of_scope")";

QList<Step> tenIn(const QByteArray& scope)
{
    QList<Step> steps;
    for (int i = 0; i < 10; ++i)
        steps << Step{defineSpring, definition(scope, "v" + QByteArray::number(i), "boolean"), 200};
    return steps;
}

} // namespace

class TstCampaignDefinitions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void calls_inOrder_answerAsDocumented_data();
    void calls_inOrder_answerAsDocumented();
    void define_outOfRule_is422WithField_data();
    void define_outOfRule_is422WithField();
    void limit_configuredAs403_isForbidden();
    void key_boundOrReading_doesOnlyItsOwn();
    void define_sameIdempotencyKey_isDoneOnce();
    void define_written_isAttributedEntryWithHistory();
    void refusals_ofTheServer_haveTheShape_data();
    void refusals_ofTheServer_haveTheShape();
};

void TstCampaignDefinitions::calls_inOrder_answerAsDocumented_data()
{
    QTest::addColumn<QList<Step>>("steps");
    const auto row = [](const char* name, QList<Step> steps) { QTest::newRow(name) << steps; };
    const QByteArray points =
        R"({"scope":"user","name":"loyalty_points","type":"number","default":0})";
    const QByteArray tier =
        R"({"scope":"campaign","name":"tier","type":"string","default":"bronze"})";
    const QByteArray score = R"({"scope":"app","name":"round_score","type":"number"})";

    row("the document's example",
        {{defineSpring, points, 200, defined(points)},
         {defineSpring, tier, 200, defined(tier)},
         {defineSpring, score, 200, defined(score)},
         {listSpring, {}, 200, R"({"variables":[)" + points + ',' + tier + ',' + score + "]}"}});
    row("in order of definition, whatever the names",
        {{defineSpring, definition("app", "zebra", "number"), 200},
         {defineSpring, definition("user", "mole", "string"), 200},
         {defineSpring, definition("app", "ant", "boolean"), 200},
         {listSpring,
          {},
          200,
          R"({"variables":[{"scope":"app","name":"zebra","type":"number"},)"
          R"({"scope":"user","name":"mole","type":"string"},)"
          R"({"scope":"app","name":"ant","type":"boolean"}]})"}});
    row("an unknown campaign has none", {{listSpring, {}, 200, R"({"variables":[]})"}});
    row("percent-encoded colon and any id",
        {{"POST /v1/campaigns/a%2Fb%20%C3%A9/variables%3Adefine", definition("app", "x", "number"),
          200},
         {"GET /v1/campaigns/a%2Fb%20%C3%A9/variables",
          {},
          200,
          R"({"variables":[{"scope":"app","name":"x","type":"number"}]})"},
         {listSpring, {}, 200, R"({"variables":[]})"}});
    row("description and default are kept, numbers canonical",
        {{defineSpring,
          definition("user", "n", "number", R"(, "default": 1.50e1, "description": "a \u0041")"),
          200,
          defined(
              R"({"scope":"user","name":"n","type":"number","default":15,"description":"a \u0041"})")}});
    row("the same again, spelled differently",
        {{defineSpring, definition("user", "n", "number", R"(,"default":2,"description":"A")"),
          200},
         {defineSpring,
          definition("user", "n", "number", R"(,"default":2.0,"description":"\u0041")"), 200},
         {listSpring,
          {},
          200,
          R"({"variables":[{"scope":"user","name":"n","type":"number","default":2,"description":"A"}]})"}});
    row("the same name in each scope", {{defineSpring, definition("user", "x", "number"), 200},
                                        {defineSpring, definition("campaign", "x", "string"), 200},
                                        {defineSpring, definition("app", "x", "boolean"), 200}});
    const std::pair<const char*, QByteArray> others[] = {
        {"another type", definition("app", "n", "string")},
        {"another default", definition("app", "n", "number", R"(,"default":2)")},
        {"no default", definition("app", "n", "number")},
        {"another description",
         definition("app", "n", "number", R"(,"default":1,"description":"d")")}};
    for (const auto& [name, body] : others)
        row((QByteArray("taken name with ") + name).constData(),
            {{defineSpring, definition("app", "n", "number", R"(,"default":1)"), 200},
             {defineSpring, body, 409, {}, {conflict, R"("path":"state.app.n")"}}});
    row("user variables share their type with other campaigns",
        {{defineSpring, definition("user", "n", "number"), 200},
         {"POST /v1/campaigns/summer/variables:define",
          definition("user", "n", "string"),
          409,
          {},
          {conflict, R"(\"spring\")", fieldIs("type")}},
         {"POST /v1/campaigns/summer/variables:define",
          definition("user", "n", "number", R"(,"default":3)"), 200},
         {"POST /v1/campaigns/summer/variables:define", definition("campaign", "n", "string"), 200},
         {defineSpring, definition("campaign", "n", "number"), 200}});
    for (const QByteArray scope : {"user", "campaign", "app"}) {
        QList<Step> steps = tenIn(scope);
        steps << Step{
            defineSpring,
            definition(scope, "eleventh", "number"),
            409,
            {},
            {R"("error_code":"variable_limit_exceeded")", fieldIs("scope"),
             "\"path\":\"state." + scope + ".eleventh"}};
        steps << Step{defineSpring, definition(scope, "v3", "boolean"), 200};
        steps << Step{defineSpring, definition(scope, "v3", "string"), 409, {}, {conflict}};
        const QByteArray other = scope == "app" ? "user" : "app";
        steps << Step{defineSpring, definition(other, "eleventh", "number"), 200};
        row(("ten in scope " + scope).constData(), steps);
    }
    row("no credential", {{defineSpring,
                           definition("app", "n", "number"),
                           401,
                           {},
                           {R"({"status":"error","error_code":"unauthorized")"},
                           {}},
                          {listSpring, {}, 401, {}, {}, {}}});
    row("unknown credential", {{listSpring, {}, 401, {}, {}, "cmp_nobody"}});
    for (const QByteArray token : {"int-token", "wfl-token", "biz-token", "token"})
        row(("credential of another kind: " + token).constData(),
            {{defineSpring,
              definition("app", "n", "number"),
              403,
              {},
              {R"("error_code":"forbidden")"},
              token},
             {listSpring, {}, 403, {}, {R"("error_code":"forbidden")"}, token},
             {listSpring, {}, 200, R"({"variables":[]})"}});
}

void TstCampaignDefinitions::calls_inOrder_answerAsDocumented()
{
    QFETCH(QList<Step>, steps);
    TestService service(campaignOptions());
    runSteps(service, steps);
}

void TstCampaignDefinitions::define_outOfRule_is422WithField_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArrayList>("contains");
    const auto row = [](const char* name, const QByteArray& body, const QByteArrayList& fields) {
        QByteArrayList contains{invalid};
        for (const QByteArray& field : fields)
            contains << fieldIs(field);
        QTest::newRow(name) << body << 422 << contains;
    };
    row("nothing there", "{}", {"scope", "name", "type"});
    row("no scope", R"({"name":"n","type":"number"})", {"scope"});
    row("no name", R"({"scope":"user","type":"number"})", {"name"});
    row("no type", R"({"scope":"user","name":"n"})", {"type"});
    row("unknown scope", definition("session", "n", "number"), {"scope"});
    row("scope in capitals", definition("User", "n", "number"), {"scope"});
    row("scope is null", R"({"scope":null,"name":"n","type":"number"})", {"scope"});
    row("unknown type", definition("user", "n", "integer"), {"type"});
    row("type is a number", R"({"scope":"user","name":"n","type":1})", {"type"});
    row("empty name", definition("user", "", "number"), {"name"});
    row("name begins with a digit", definition("user", "1n", "number"), {"name"});
    row("name with a dot", definition("user", "a.b", "number"), {"name"});
    row("name with a hyphen", definition("user", "a-b", "number"), {"name"});
    row("name with a slash", definition("user", "a/b", "number"), {"name"});
    row("name beyond ASCII", definition("user", "é", "number"), {"name"});
    row("name of 65", definition("user", QByteArray(65, 'n'), "number"), {"name"});
    row("name is no string", R"({"scope":"user","name":["n"],"type":"number"})", {"name"});
    row("number default for a string", definition("user", "n", "string", R"(,"default":1)"),
        {"default"});
    row("string default for a number", definition("user", "n", "number", R"(,"default":"1")"),
        {"default"});
    row("null default", definition("user", "n", "number", R"(,"default":null)"), {"default"});
    row("object default", definition("user", "n", "boolean", R"(,"default":{})"), {"default"});
    row("default beyond the range",
        definition("user", "n", "number", R"(,"default":9223372036854775808)"), {"default"});
    row("infinite default", definition("user", "n", "number", R"(,"default":1e400)"), {"default"});
    row("description is no string", definition("user", "n", "number", R"(,"description":7)"),
        {"description"});
    row("all at once", R"({"scope":"x","name":"","type":"y","default":1,"description":false})",
        {"scope", "name", "type", "description"});
    QTest::newRow("an array") << "[]"_ba << 422 << QByteArrayList{invalid};
    QTest::newRow("a string") << "\"x\""_ba << 422 << QByteArrayList{invalid};
    QTest::newRow("no body") << QByteArray() << 400
                             << QByteArrayList{R"("error_code":"malformed_json")"};
    QTest::newRow("not JSON") << R"({"scope":"user",})"_ba << 400
                              << QByteArrayList{
                                     R"("error_code":"malformed_json")", R"("offset":16)"};
}

void TstCampaignDefinitions::define_outOfRule_is422WithField()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArrayList, contains);
    TestService service(campaignOptions());
    runSteps(
        service,
        {{defineSpring, body, status, {}, contains}, {listSpring, {}, 200, R"({"variables":[]})"}});
    QCOMPARE(service.log(), QByteArrayList());
}

void TstCampaignDefinitions::limit_configuredAs403_isForbidden()
{
    ServiceOptions options = campaignOptions();
    options.campaignLimits = {.perScope = 2, .forbids = true};
    TestService service(options);
    runSteps(
        service, {{defineSpring, definition("app", "a", "number"), 200},
                  {defineSpring, definition("app", "b", "number"), 200},
                  {defineSpring,
                   definition("app", "c", "number"),
                   403,
                   {},
                   {R"("error_code":"variable_limit_exceeded")"}}});
}

void TstCampaignDefinitions::key_boundOrReading_doesOnlyItsOwn()
{
    TestService service(campaignOptions());
    ApiKey wish;
    wish.api = ApiKind::Campaign;
    wish.resources = {"spring"};
    const auto bound = service.service().keyStore().make(wish);
    wish.resources = {};
    wish.readOnly = true;
    const auto reading = service.service().keyStore().make(wish);
    QVERIFY(bound && reading);
    const QByteArray body = definition("app", "n", "number");
    runSteps(
        service,
        {{defineSpring, body, 200, {}, {}, bound->text},
         {"POST /v1/campaigns/summer/variables:define", body, 403, {}, {outOfScope}, bound->text},
         {"GET /v1/campaigns/summer/variables", {}, 403, {}, {outOfScope}, bound->text},
         // Bindings are ids, not the beginnings of paths.
         {"GET /v1/campaigns/spring%2Fbreak/variables", {}, 403, {}, {outOfScope}, bound->text},
         {defineSpring, body, 403, {}, {R"("error_code":"forbidden")"}, reading->text},
         {listSpring, {}, 200, {}, {R"("name":"n")"}, reading->text}});
}

void TstCampaignDefinitions::define_sameIdempotencyKey_isDoneOnce()
{
    TestService service(campaignOptions());
    const Fields fields{{"Authorization", "Bearer cmp-token"}, {"Idempotency-Key", "once"}};
    const QByteArray body = definition("app", "n", "number");
    const HttpAnswer first = service.call(defineSpring, body, fields);
    const Seq after = service.position();
    const HttpAnswer second = service.call(defineSpring, body, fields);
    QCOMPARE(first.status, 200);
    QCOMPARE(second.body, first.body);
    QCOMPARE(second.field("Idempotency-Replayed"), "true"_ba);
    QCOMPARE(service.position(), after);
}

void TstCampaignDefinitions::define_written_isAttributedEntryWithHistory()
{
    TestService service(campaignOptions());
    runSteps(service, {{defineSpring, definition("app", "n", "number"), 200}});
    const auto changes = service.changes();
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].name.space.text(), "variables/spring"_ba);
    QCOMPARE(changes[0].name.key.bytes(), "app/n"_ba);
    QCOMPARE(
        changes[0].value->bytes(), R"({"position":1,"scope":"app","name":"n","type":"number"})"_ba);
    QVERIFY(changes[0].by.keyId.startsWith("key_"));
    QVERIFY(!changes[0].by.requestId.isEmpty());
}

void TstCampaignDefinitions::refusals_ofTheServer_haveTheShape_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const QByteArray large = '"' + QByteArray(2000, 'x') + '"';
    QTest::newRow("method, define") << "GET /v1/campaigns/spring/variables:define"_ba
                                    << ""_ba << 405 << "method_not_allowed"_ba;
    QTest::newRow("method, list") << "DELETE /v1/campaigns/spring/variables"_ba
                                  << ""_ba << 405 << "method_not_allowed"_ba;
    QTest::newRow("method, state") << "PUT /v1/runtime/state"_ba
                                   << "1"_ba << 405 << "method_not_allowed"_ba;
    QTest::newRow("method, mutate") << "GET /v1/runtime/state:mutate"_ba
                                    << ""_ba << 405 << "method_not_allowed"_ba;
    QTest::newRow("size, define") << defineSpring << large << 413 << "payload_too_large"_ba;
    QTest::newRow("size, mutate") << mutateState << large << 413 << "payload_too_large"_ba;
    QTest::newRow("foreign host") << listSpring << ""_ba << 421 << "misdirected_request"_ba;
}

void TstCampaignDefinitions::refusals_ofTheServer_haveTheShape()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    ServiceOptions options = campaignOptions();
    options.http.limits.maxBody = 1000;
    TestService service(options);
    Fields fields = bearer("cmp-token");
    if (status == 421)
        fields << std::pair<QByteArray, QByteArray>("Host", "evil.example");
    const HttpAnswer answer = service.call(request, body, fields);
    QCOMPARE(answer.status, status);
    QVERIFY2(
        answer.body.startsWith(
            "{\"status\":\"error\",\"error_code\":\"" + code + R"(","message":")"),
        answer.body);
}

QTEST_GUILESS_MAIN(TstCampaignDefinitions)
#include "tst_campaigndefinitions.moc"
