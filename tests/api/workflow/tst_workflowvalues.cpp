// SPDX-License-Identifier: GPL-3.0-or-later
// Values come back as they were written; limits of size, depth and length.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;

class TstWorkflowValues : public QObject {
    Q_OBJECT

    static constexpr int smallLimit = 2000;

    TestService m_service;
    TestService m_smallService{smallOptions()};

    static ServiceOptions smallOptions()
    {
        ServiceOptions options = TestService::plainOptions();
        options.http.limits.maxBody = smallLimit;
        return options;
    }
    static QByteArray nested(int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); }
    static QByteArray bodyOfSize(int size)
    {
        return "{\"value\":\"" + QByteArray(size - 12, 'x') + "\"}";
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
        QVERIFY2(m_smallService.mistake().isEmpty(), qPrintable(m_smallService.mistake()));
    }

    void get_writtenValue_isTheSameText_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("read");
        const auto same = [](const char* name, const QByteArray& value) {
            QTest::newRow(name) << value << value;
        };
        same("null", "null");
        same("true", "true");
        same("empty text", R"("")");
        same("empty object", "{}");
        same("20 digits", "12345678901234567890");
        same("trailing zero", "1.10");
        same("beyond doubles", "1e400");
        same("below doubles", "-1.0E-400");
        same("minus zero", "-0");
        same("exponent spelled with plus", "1E+2");
        same("30 decimals", "0.123456789012345678901234567890");
        same("key order", R"({"b":1,"a":2,"10":3,"9":4})");
        same("duplicate keys", R"({"a":1,"a":2,"a":{"a":3}})");
        same("escapes", "\"\\u0041\\/\\b\\f\\n\\r\\t\\\\\\\"\"");
        same("escaped NUL", R"("a\u0000b")");
        same("lone surrogates", R"(["\ud800","\udc00x","\uDEAD"])");
        same("emoji raw and escaped", R"(["😀","\ud83d\ude00"])");
        same("the last code point", "\"\xf4\x8f\xbf\xbf\"");
        same("line separators", "\"\xe2\x80\xa8\xe2\x80\xa9\"");
        same("white space in a text", R"("  a  \t ")");
        same("its own kind of object", R"({"value":1,"version":2,"ttl":3})");
        same("as deep as may be", nested(511));
        same("1 MiB", '"' + QByteArray(1024 * 1024, 'x') + '"');
        QTest::newRow("white space between")
            << QByteArray(" { \"a b\" :\t[ 1 ,\r\n2 ] } ") << QByteArray(R"({"a b":[1,2]})");
    }
    void get_writtenValue_isTheSameText()
    {
        QFETCH(const QByteArray, written);
        QFETCH(const QByteArray, read);
        const QByteArray target = " /v1/state/wf/k";
        const HttpAnswer set = m_service.call("POST" + target, "{\"value\":" + written + "}");
        QCOMPARE(set.status, 200);
        const HttpAnswer get = m_service.call("GET" + target);
        const QByteArray version = get.field("ETag").replace('"', "");
        QCOMPARE(get.body, R"({"value":)" + read + R"(,"version":)" + version + '}');
        QCOMPARE(set.body, R"({"version":)" + version + '}');
    }

    void set_limits_areExact_data()
    {
        const auto deep = [](const char* name, int depth, int status) {
            return ApiCase{
                .name = name,
                .request = "POST /v1/state/{wf}/k",
                .body = R"({"value":)" + nested(depth) + '}',
                .status = status,
                .contains = status == 200
                                ? QByteArrayList()
                                : QByteArrayList{"VALIDATION_ERROR", "512", R"("offset":520)"},
                .log =
                    status == 200 ? QByteArrayList{"k v1 set " + nested(depth)} : QByteArrayList()};
        };
        const auto named = [](const char* name, const QByteArray& target, bool fits) {
            ApiCase one{
                .name = name,
                .request = "POST /v1/state/" + target,
                .body = R"({"value":1})",
                .status = fits ? 200 : 400,
                .contains = {fits ? R"({"version":1})" : "1,024 bytes"},
                .absent = fits ? QByteArrayList() : QByteArrayList{"aaaaa"}};
            if (fits)
                one.log = {
                    QByteArray::fromPercentEncoding(target.mid(target.indexOf('/') + 1)) +
                    " v1 set 1"};
            return one;
        };
        const QByteArray full(1024, 'a');
        const QByteArray umlauts = QByteArray("%C3%A9").repeated(512);
        addCases({
            deep("512 levels in the body", 511, 200),
            deep("513 levels in the body", 512, 400),
            deep("a million levels", 1'000'000, 400),
            named("key of 1,024 bytes", "{wf}/" + full, true),
            named("key of 1,025 bytes", "{wf}/" + full + 'a', false),
            named("key of 1,024 bytes in 512 characters", "{wf}/" + umlauts, true),
            named("key of 1,026 bytes in 513 characters", "{wf}/" + umlauts + "%C3%A9", false),
            named("workflow id of 1,025 bytes", full + "a/k", false),
        });
    }
    void set_limits_areExact() { runCase(m_service); }

    void anyCall_nameTooLong_isRefused_data()
    {
        const QByteArray name(1025, 'a');
        const auto refused = [](const char* title, const QByteArray& request) {
            return ApiCase{
                .name = title,
                .request = request,
                .body = request.startsWith("POST") ? R"({"value":1,"expectedVersion":0})" : "",
                .status = 400,
                .contains = {"VALIDATION_ERROR", "1,024 bytes"}};
        };
        addCases({
            refused("get", "GET /v1/state/{wf}/" + name),
            refused("delete", "DELETE /v1/state/{wf}/" + name),
            refused("stream", "GET /v1/state/{wf}/" + name + "/stream"),
            refused("version", "POST /v1/state/{wf}/" + name + "/version"),
            refused("list", "GET /v1/state/" + name),
        });
    }
    void anyCall_nameTooLong_isRefused() { runCase(m_service); }

    void set_bodyOfSizeLimit_isTaken()
    {
        const HttpAnswer answer =
            m_smallService.call("POST /v1/state/wf/limit", bodyOfSize(smallLimit));
        QCOMPARE(answer.status, 200);
    }

    void set_bodyOverSizeLimit_isRefusedWithoutEffect_data()
    {
        const QByteArray body = bodyOfSize(smallLimit + 1);
        addCases({
            {.name = "announced by its length",
             .request = "POST /v1/state/{wf}/k",
             .body = body,
             .status = 413,
             .contains = {R"({"code":"PAYLOAD_TOO_LARGE","message":)", "2000"}},
            {.name = "in chunks",
             .request = "POST /v1/state/{wf}/k",
             .body = QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n",
             .headers = {{"Transfer-Encoding", "chunked"}},
             .status = 413,
             .contains = {R"({"code":"PAYLOAD_TOO_LARGE","message":)"}},
        });
    }
    void set_bodyOverSizeLimit_isRefusedWithoutEffect() { runCase(m_smallService); }

    void set_chunkedBody_isWritten()
    {
        const HttpAnswer answer = m_service.call(
            "POST /v1/state/wf/chunked",
            "5\r\n{\"val\r\n9;x=y\r\nue\":[1,2]\r\n1\r\n}\r\n0\r\n\r\n",
            {{"Transfer-Encoding", "chunked"}});
        QCOMPARE(answer.status, 200);
        QVERIFY(m_service.call("GET /v1/state/wf/chunked").body.startsWith(R"({"value":[1,2],)"));
    }
};

QTEST_GUILESS_MAIN(TstWorkflowValues)
#include "tst_workflowvalues.moc"
