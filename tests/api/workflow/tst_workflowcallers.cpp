// SPDX-License-Identifier: GPL-3.0-or-later
// Who may call: pages by their origin, names by their Host, and on the shared path a key.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;

class TstWorkflowCallers : public QObject {
    Q_OBJECT

    TestService m_service{options()};

    static ServiceOptions options()
    {
        ServiceOptions options = TestService::plainOptions();
        options.http.origins.allowedOrigins = {"https://app.example"};
        options.http.origins.allowedHosts = {"store.example"};
        return options;
    }
    static constexpr auto workflowShape = R"({"code":)";
    static constexpr auto controlShape = R"({"error":{"code":)";

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void options_anyPath_tellsMethods()
    {
        const HttpAnswer answer = m_service.call("OPTIONS /v1/state/wf/k");
        QCOMPARE(answer.status, 204);
        QCOMPARE(answer.field("Allow"), "GET, HEAD, POST, DELETE, OPTIONS");
        QVERIFY(answer.field("Access-Control-Allow-Origin").isNull());
    }

    void options_preflight_allowsPage()
    {
        const HttpAnswer answer = m_service.call(
            "OPTIONS /v1/state/wf/k", {},
            {{"Origin", "https://app.example"},
             {"Access-Control-Request-Method", "POST"},
             {"Access-Control-Request-Headers", "content-type,if-match"}});
        QCOMPARE(answer.status, 204);
        QCOMPARE(answer.field("Access-Control-Allow-Origin"), "https://app.example");
        QVERIFY(answer.field("Access-Control-Allow-Methods").contains("POST"));
        for (const char* header :
             {"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
              "X-API-Version", "X-Request-Id", "Last-Event-ID"})
            QVERIFY2(answer.field("Access-Control-Allow-Headers").contains(header), header);
    }

    void sharedPath_credential_decides_data()
    {
        const auto refused = [](const char* name, const QByteArray& request,
                                const Fields& headers) {
            return ApiCase{
                .name = name,
                .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
                .request = request,
                .body = request.startsWith("PUT") ? "1" : "",
                .headers = headers,
                .status = 401,
                .contains =
                    {R"({"code":"UNAUTHORIZED","message":)",
                     R"("errors":[{"code":"unauthorized","message":)"},
                .fields = {{"WWW-Authenticate", "Bearer"}}};
        };
        const Fields key = {{"Authorization", "Bearer int_unknown"}};
        addCases({
            {.name = "without a key it is the list",
             .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
             .request = "GET /v1/state/{wf}",
             .answer = R"({"keys":["k"]})"},
            refused("unknown key", "GET /v1/state/{wf}", key),
            refused("another scheme", "GET /v1/state/{wf}", {{"Authorization", "Basic YTpi"}}),
            {.name = "a key in the query is none but on streams",
             .request = "GET /v1/state/{wf}?api_key=int_unknown",
             .answer = R"({"keys":[]})"},
            refused(
                "key in a stream's query", "GET /v1/state/{wf}?api_key=int_unknown",
                {{"Accept", "text/event-stream"}}),
            refused(
                "unknown key on a stream", "GET /v1/state/{wf}",
                {{"Authorization", "Bearer x"}, {"Accept", "text/event-stream"}}),
            refused("PUT without a key", "PUT /v1/state/{wf}", {}),
            refused("PUT with an unknown key", "PUT /v1/state/{wf}", key),
            refused("DELETE without a key", "DELETE /v1/state/{wf}", {}),
            refused("DELETE with an unknown key", "DELETE /v1/state/{wf}", key),
            {.name = "a token on other paths is ignored",
             .request = "POST /v1/state/{wf}/k",
             .body = R"({"value":1})",
             .headers = key,
             .answer = R"({"version":1})",
             .log = {"k v1 set 1"}},
        });
    }
    void sharedPath_credential_decides() { runCase(m_service); }

    void write_fromPage_isJudgedByOriginAndSite_data()
    {
        const auto taken = [](const char* name, const Fields& headers, const QByteArray& origin) {
            return ApiCase{
                .name = name,
                .request = "POST /v1/state/{wf}/k",
                .body = R"({"value":1})",
                .headers = headers,
                .answer = R"({"version":1})",
                .fields = {{"Access-Control-Allow-Origin", origin}},
                .log = {"k v1 set 1"}};
        };
        const auto refused = [](const char* name, const Fields& headers) {
            return ApiCase{
                .name = name,
                .request = "POST /v1/state/{wf}/k",
                .body = R"({"value":1})",
                .headers = headers,
                .status = 403,
                .begins = workflowShape,
                .contains = {"FORBIDDEN"},
                .fields = {{"Access-Control-Allow-Origin", {}}}};
        };
        const auto fromLoopback = [&](const char* origin) {
            return taken(origin, {{"Origin", origin}}, origin);
        };
        addCases({
            taken("no page", {}, {}),
            fromLoopback("http://localhost:3000"),
            fromLoopback("http://127.0.0.1:8080"),
            fromLoopback("http://127.9.8.7"),
            fromLoopback("http://[::1]:5173"),
            fromLoopback("https://app.localhost"),
            fromLoopback("https://app.example"),
            taken("same site", {{"Sec-Fetch-Site", "same-origin"}}, {}),
            taken("typed into the address bar", {{"Sec-Fetch-Site", "none"}}, {}),
            taken(
                "cross-site, but allowed",
                {{"Origin", "https://app.example"}, {"Sec-Fetch-Site", "cross-site"}},
                "https://app.example"),
            refused("foreign", {{"Origin", "https://evil.example"}}),
            refused("foreign, looks local", {{"Origin", "http://localhost.evil.example"}}),
            refused(
                "foreign, looks like an address", {{"Origin", "http://127.0.0.1.evil.example"}}),
            refused("allowed name, other port", {{"Origin", "https://app.example:444"}}),
            refused("allowed name, other scheme", {{"Origin", "http://app.example"}}),
            refused("null", {{"Origin", "null"}}),
            refused("empty", {{"Origin", ""}}),
            refused("two", {{"Origin", "http://localhost"}, {"Origin", "https://evil.example"}}),
            refused("cross-site without Origin", {{"Sec-Fetch-Site", "cross-site"}}),
            refused(
                "navigation is for pages alone",
                {{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}}),
        });
    }
    void write_fromPage_isJudgedByOriginAndSite() { runCase(m_service); }

    void write_host_mustBeOurs_data()
    {
        const auto host = [](const char* name, int status) {
            ApiCase one{
                .name = name,
                .request = "POST /v1/state/{wf}/k",
                .body = R"({"value":1})",
                .headers = {{"Host", name}},
                .status = status};
            if (status == 200)
                one.log = {"k v1 set 1"};
            else
                one.begins = status == 421 ? R"({"code":"MISDIRECTED_REQUEST",)"
                                           : R"({"code":"BAD_REQUEST",)";
            return one;
        };
        addCases({
            host("localhost", 200),
            host("LOCALHOST:80", 200),
            host("127.0.0.1:7474", 200),
            host("[::1]:7474", 200),
            host("stateroom.localhost", 200),
            host("store.example", 200),
            host("store.example:8080", 200),
            host("evil.example", 421),
            host("localhost.evil.example", 421),
            host("127.0.0.1.evil.example", 421),
            host("evil.example:7474", 421),
            host("", 421),
            host("local host", 400),
        });
    }
    void write_host_mustBeOurs() { runCase(m_service); }

    void health_anyCaller_isOk()
    {
        const HttpAnswer answer =
            m_service.call("GET /health", {}, {{"Authorization", "Bearer nonsense"}});
        QCOMPARE(answer.status, 200);
        QVERIFY2(answer.body.startsWith(R"({"status":"ok",)"), answer.body);
        QVERIFY(answer.body.contains(R"("writable":true)"));
        QCOMPARE(
            m_service.call("HEAD /health").field("Content-Length").toLongLong(),
            answer.body.size());
        const HttpAnswer wrong = m_service.call("POST /health");
        QCOMPARE(wrong.status, 405);
        QVERIFY(wrong.body.startsWith(controlShape));
    }
};

QTEST_GUILESS_MAIN(TstWorkflowCallers)
#include "tst_workflowcallers.moc"
