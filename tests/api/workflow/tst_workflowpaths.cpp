// SPDX-License-Identifier: GPL-3.0-or-later
// Which call a path is, whatever the keys are named; and what is no path.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;

class TstWorkflowPaths : public QObject {
    Q_OBJECT

    TestService m_service;

    static constexpr auto workflowShape = R"({"code":)";

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void everyCall_nastyName_works_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const QByteArray& raw, const QByteArray& name) {
            QTest::newRow(raw) << raw << name;
        };
        for (const QByteArray plain :
             {"stream", "version", "..",  ".", "create", "state", "v1",  "health",
              "null",   "+",       "a+b", "&", "a=b",    "@",     ",",   ";",
              ":",      "a:b",     "$",   "(", "*",      "~",     "%25", "-"})
            row(plain, QByteArray::fromPercentEncoding(plain));
        row("%2E%2E", "..");
        row("%2f", "/");
        row("a%2Fb", "a/b");
        row("%2Fv1%2Fstate%2F", "/v1/state/");
        row("%20", " ");
        row("with%20spaces%20", "with spaces ");
        row("%23", "#");
        row("%3F", "?");
        row("%26", "&");
        row("%2B", "+");
        row("%25", "%");
        row("%2525", "%25");
        row("%2500", "%00");
        row("%40", "@");
        row("%3A", ":");
        row("%22", "\"");
        row("%5C", "\\");
        row("%01%0A%0D%7F", "\x01\n\r\x7f");
        row("%C3%A9", "é");
        row("%F0%9F%98%80", "😀");
        row("e%CC%81", "e\xcc\x81"); // not normalised
        row("%EF%BB%BF", "\xef\xbb\xbf");
        row("%F4%8F%BF%BF", "\xf4\x8f\xbf\xbf");
    }
    void everyCall_nastyName_works()
    {
        QFETCH(const QByteArray, raw);
        QFETCH(const QByteArray, name);
        const QByteArray key = "/v1/state/" + raw + '/' + raw; // as workflow and as key
        const QByteArray space = "workflow/" + name + ' ' + name;
        const QByteArray listed = JsonText::fromUtf8(name).bytes();
        const Seq before = m_service.position();

        EventClient watcher(m_service.port(), key + "/stream");
        QCOMPARE(watcher.answer().status, 200);
        EventClient all(m_service.port(), "/v1/state/" + raw);
        const HttpAnswer set = m_service.call("POST " + key, R"({"value":1})");
        QCOMPARE(set.status, 200);
        const int version = set.field("ETag").replace('"', "").toInt();
        const auto text = [&](int further) { return QByteArray::number(version + further); };
        QCOMPARE(m_service.call("GET " + key).body, R"({"value":1,"version":)" + text(0) + '}');
        QCOMPARE(m_service.call("GET /v1/state/" + raw).body, R"({"keys":[)" + listed + "]}");
        QCOMPARE(
            m_service
                .call(
                    "POST " + key + "/version", R"({"value":2,"expectedVersion":)" + text(0) + '}')
                .body,
            R"({"version":)" + text(1) + '}');
        QCOMPARE(m_service.call("DELETE " + key).body, R"({"deleted":true})");
        QCOMPARE(m_service.call("GET /v1/state/" + raw).body, R"({"keys":[]})");

        QCOMPARE(
            m_service.log(before),
            QByteArrayList(
                {space + " v" + text(0) + " set 1", space + " v" + text(1) + " set 2",
                 space + " v" + text(2) + " delete"}));
        const QByteArrayList events = {
            R"("oldValue":null,"newValue":1,"version":)" + text(0) + R"(,"op":"set"})",
            R"("oldValue":1,"newValue":2,"version":)" + text(1) + R"(,"op":"set"})",
            R"("oldValue":2,"newValue":null,"version":)" + text(2) + R"(,"op":"delete"})"};
        for (const QByteArray& event : events) {
            QCOMPARE(watcher.nextData(), '{' + event);
            QCOMPARE(all.nextData(), R"({"key":)" + listed + ',' + event);
        }
    }

    void path_slashes_collapseAtStartAndAfterV1Only_data()
    {
        const auto get = [](const char* name, const QByteArray& target) {
            return ApiCase{
                .name = name,
                .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
                .request = "GET " + target,
                .answer = R"({"value":1,"version":1})"};
        };
        const auto bad = [](const char* name, const QByteArray& request) {
            return ApiCase{
                .name = name,
                .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
                .request = request,
                .body = request.startsWith("POST") ? R"({"value":1,"expectedVersion":1})" : "",
                .status = 400,
                .begins = workflowShape,
                .contains = {"BAD_REQUEST", R"("message":)"}};
        };
        addCases({
            get("two at the start", "//v1/state/{wf}/k"),
            get("many at the start", "/////v1/state/{wf}/k"),
            get("two after v1", "/v1//state/{wf}/k"),
            get("many after v1", "/v1////state/{wf}/k"),
            get("at both", "//v1//state/{wf}/k"),
            bad("after state", "GET /v1/state//{wf}/k"),
            bad("before the key", "GET /v1/state/{wf}//k"),
            bad("behind the key", "GET /v1/state/{wf}/k/"),
            bad("behind the workflow", "GET /v1/state/{wf}/"),
            bad("write behind the workflow", "POST /v1/state/{wf}/"),
            bad("delete behind the workflow", "DELETE /v1/state/{wf}/"),
            {.name = "delete an empty key",
             .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
             .request = "DELETE /v1/state/",
             .status = 400,
             .begins = R"({"errors":[{"code":"bad_request",)"},
            bad("before stream", "GET /v1/state/{wf}/k//stream"),
            bad("behind version", "POST /v1/state/{wf}/k/version/"),
        });
    }
    void path_slashes_collapseAtStartAndAfterV1Only() { runCase(m_service); }

    void path_malformed_isRefused_data()
    {
        const auto bad = [](const char* name, const QByteArray& segment) {
            return ApiCase{
                .name = name,
                .request = "POST /v1/state/{wf}/" + segment,
                .body = R"({"value":1})",
                .status = 400,
                .begins = workflowShape,
                .contains = {"BAD_REQUEST", R"("message":)"}};
        };
        addCases({
            bad("NUL", "%00"),
            bad("NUL within", "a%00b"),
            bad("escape without digits", "%zz"),
            bad("escape half", "%2"),
            bad("escape of nothing", "a%"),
            bad("invalid UTF-8", "%FF"),
            bad("overlong slash", "%C0%AF"),
            bad("surrogate", "%ED%A0%80"),
            bad("beyond the last code point", "%F4%90%80%80"),
            bad("cut short", "%C3"),
            bad("raw byte", "\xc3\xa9"),
            bad("fragment", "k#x"),
            bad("NUL in the query", "k?a=%00"),
            bad("invalid UTF-8 in the query", "k?a=%FF"),
        });
    }
    void path_malformed_isRefused() { runCase(m_service); }

    void path_ofNoCall_isNotFoundInControlShape_data()
    {
        QTest::addColumn<QByteArray>("request");
        for (const char* request :
             {"GET /", "GET /v1", "GET /v1/", "GET /v2/state/wf/k", "GET /v1/State/wf/k",
              "GET /v1/state/wf/k/stream/x", "POST /v1/state/wf/k/version/1",
              "GET /v1/state/wf/k/x", "GET /healthz", "GET /health/x", "DELETE /v1/states/wf",
              "OPTIONS /nowhere"})
            QTest::newRow(request) << QByteArray(request);
    }
    void path_ofNoCall_isNotFoundInControlShape()
    {
        QFETCH(const QByteArray, request);
        const HttpAnswer answer = m_service.call(request);
        QCOMPARE(answer.status, 404);
        QVERIFY2(answer.body.startsWith(R"({"error":{"code":"NOT_FOUND","message":)"), answer.body);
        QCOMPARE(answer.field("Content-Type"), "application/json");
    }

    void method_unknownToPath_isRefusedWithAllow_data()
    {
        const auto row = [](const char* request, const QByteArray& allow) {
            return ApiCase{
                .name = request,
                .request = request,
                .body = *request == 'P' ? R"({"value":1})" : "",
                .status = 405,
                .begins = workflowShape,
                .contains = {"METHOD_NOT_ALLOWED"},
                .fields = {{"Allow", allow}}};
        };
        const QByteArray key = "GET, HEAD, POST, DELETE, OPTIONS";
        addCases({
            row("PUT /v1/state/{wf}/k", key),
            row("PATCH /v1/state/{wf}/k", key),
            row("BREW /v1/state/{wf}/k", key),
            row("get /v1/state/{wf}/k", key),
            row("POST /v1/state/{wf}", "GET, HEAD, PUT, DELETE, OPTIONS"),
            row("GET /v1/state/{wf}/k/version", "POST, OPTIONS"),
            row("DELETE /v1/state/{wf}/k/version", "POST, OPTIONS"),
            row("POST /v1/state/{wf}/k/stream", "GET, HEAD, OPTIONS"),
        });
    }
    void method_unknownToPath_isRefusedWithAllow() { runCase(m_service); }
};

QTEST_GUILESS_MAIN(TstWorkflowPaths)
#include "tst_workflowpaths.moc"
