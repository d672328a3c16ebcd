// SPDX-License-Identifier: GPL-3.0-or-later
// Set, set with an expected version, delete and get: statuses, bodies, and what the log says.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;

class TstWorkflowWrites : public QObject {
    Q_OBJECT

    TestService m_service;

    /// A write that must be refused and leave nothing behind.
    static ApiCase refused(const char* name, const QByteArray& body, const QByteArray& contains)
    {
        return {
            .name = name,
            .request = "POST /v1/state/{wf}/k",
            .body = body,
            .status = 400,
            .contains = {R"({"code":"VALIDATION_ERROR","message":)", contains}};
    }
    static ApiCase refusedVersion(const char* name, const QByteArray& body)
    {
        return {
            .name = name,
            .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
            .request = "POST /v1/state/{wf}/k/version",
            .body = body,
            .status = 400,
            .contains = {R"("code":"VALIDATION_ERROR")", "expectedVersion"}};
    }
    static ApiCase accepted(const char* name, const QByteArray& body, const QByteArray& value = "1")
    {
        return {
            .name = name,
            .request = "POST /v1/state/{wf}/k",
            .body = body,
            .answer = R"({"version":1})",
            .log = {"k v1 set " + value}};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void set_anyState_answersVersionAndLogs_data()
    {
        addCases({
            {.name = "new key",
             .request = "POST /v1/state/{wf}/status",
             .body = R"({"value": {"step": "researching"}, "ttl": 0})",
             .answer = R"({"version":1})",
             .fields =
                 {{"Content-Type", "application/json"},
                  {"ETag", "\"1\""},
                  {"Cache-Control", "no-store"},
                  {"X-Stateroom-Durability", {}}},
             .log = {R"(status v1 set {"step":"researching"})"}},
            {.name = "key that exists",
             .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
             .request = "POST /v1/state/{wf}/k",
             .body = R"({"value":2})",
             .answer = R"({"version":2})",
             .fields = {{"ETag", "\"2\""}},
             .log = {"k v2 set 2"}},
            {.name = "same value again is a write",
             .given = {R"(POST /v1/state/{wf}/k {"value":1})"},
             .request = "POST /v1/state/{wf}/k",
             .body = R"({"value":1})",
             .answer = R"({"version":2})",
             .log = {"k v2 set 1"}},
            {.name = "re-created key goes on",
             .given = {R"(POST /v1/state/{wf}/k {"value":1})", "DELETE /v1/state/{wf}/k"},
             .request = "POST /v1/state/{wf}/k",
             .body = R"({"value":2})",
             .answer = R"({"version":3})",
             .log = {"k v3 set 2"}},
            {.name = "same key of another workflow",
             .given = {R"(POST /v1/state/{wf}-b/k {"value":1})"},
             .request = "POST /v1/state/{wf}/k",
             .body = R"({"value":2})",
             .answer = R"({"version":1})",
             .log = {"k v1 set 2"}},
        });
    }
    void set_anyState_answersVersionAndLogs() { runCase(m_service); }

    void set_acceptableBody_writesValue_data()
    {
        addCases({
            accepted("ttl absent", R"({"value":1})"),
            accepted("ttl 0", R"({"value":1,"ttl":0})"),
            accepted("ttl -0", R"({"value":1,"ttl":-0.0})"),
            accepted("ttl integer", R"({"value":1,"ttl":60})"),
            accepted("ttl fraction", R"({"value":1,"ttl":0.25})"),
            accepted("ttl exponent", R"({"value":1,"ttl":1e3})"),
            accepted("ttl of the last member counts", R"({"ttl":-1,"value":1,"ttl":5})"),
            accepted("value of the last member counts", R"({"value":0,"value":1})"),
            accepted("escaped name", R"({"\u0076alue":1})"),
            accepted("further members are ignored", R"({"value":1,"a":{"value":2},"version":7})"),
            accepted("null is a value", R"({"value":null})", "null"),
        });
        const auto contentType = [](const char* name, const Fields& fields) {
            ApiCase one = accepted(name, R"({"value":1})");
            one.headers = fields;
            return one;
        };
        for (const ApiCase& one :
             {contentType("form", {{"Content-Type", "application/x-www-form-urlencoded"}}),
              contentType("text", {{"Content-Type", "text/plain"}}),
              contentType("another charset", {{"Content-Type", "application/json;charset=x"}})})
            QTest::newRow(one.name) << one;
    }
    void set_acceptableBody_writesValue() { runCase(m_service); }

    void set_wrongBody_isRefused_data()
    {
        addCases({
            refused("no body", "", R"("offset":0)"),
            refused("white space alone", "  ", R"("offset":2)"),
            refused("not JSON", "value=1", R"("offset":0)"),
            refused("ends too early", R"({"value":1)", R"("offset":10)"),
            refused("value missing its text", R"({"value":})", R"("offset":9)"),
            refused("something behind", R"({"value":1} x)", R"("offset":12)"),
            refused("trailing comma", R"({"value":1,})", R"("offset":11)"),
            refused("wrong word", R"({"value":nul})", R"("offset":12)"),
            refused("NaN", R"({"value":NaN})", R"("offset":9)"),
            refused("leading zero", R"({"value":01})", R"("offset":10)"),
            refused("comment", R"({/**/"value":1})", R"("offset":1)"),
            refused("byte order mark", "\xef\xbb\xbf{\"value\":1}", R"("offset":0)"),
            refused("invalid UTF-8", "{\"value\":\"\xff\"}", R"("offset":10)"),
            refused("control character", "{\"value\":\"\t\"}", R"("offset":10)"),
            refused("no value", "{}", R"(no \"value\")"),
            refused("value of other case", R"({"Value":1})", R"(no \"value\")"),
            refused("value deeper down", R"({"a":{"value":1}})", R"(no \"value\")"),
            refused("array", R"([{"value":1}])", "object"),
            refused("scalar", "1", "object"),
            refused("null", "null", "object"),
            refused("ttl negative", R"({"value":1,"ttl":-1})", "ttl"),
            refused("ttl a little negative", R"({"value":1,"ttl":-0.001})", "ttl"),
            refused("ttl text", R"({"value":1,"ttl":"60"})", "ttl"),
            refused("ttl null", R"({"value":1,"ttl":null})", "ttl"),
            refused("ttl boolean", R"({"value":1,"ttl":true})", "ttl"),
            refused("ttl array", R"({"value":1,"ttl":[1]})", "ttl"),
            refused("ttl beyond time", R"({"value":1,"ttl":1e15})", "ttl"),
            refused("ttl beyond doubles", R"({"value":1,"ttl":1e400})", "ttl"),
        });
    }
    void set_wrongBody_isRefused() { runCase(m_service); }

    void setVersion_expectation_comparesAndSets_data()
    {
        const QByteArray first = R"(POST /v1/state/{wf}/k {"value":1})";
        const auto set = [&](const char* name, const QByteArrayList& given, const QByteArray& body,
                             int version) {
            return ApiCase{
                .name = name,
                .given = given,
                .request = "POST /v1/state/{wf}/k/version",
                .body = body,
                .answer = R"({"version":)" + QByteArray::number(version) + '}',
                .fields = {{"ETag", '"' + QByteArray::number(version) + '"'}},
                .log = {"k v" + QByteArray::number(version) + " set 2"}};
        };
        const auto conflict = [&](const char* name, const QByteArrayList& given,
                                  const QByteArray& body, int current) {
            return ApiCase{
                .name = name,
                .given = given,
                .request = "POST /v1/state/{wf}/k/version",
                .body = body,
                .status = 409,
                .contains = {
                    R"({"code":"VERSION_CONFLICT","message":)",
                    R"("currentVersion":)" + QByteArray::number(current) + '}'}};
        };
        const QByteArray remove = "DELETE /v1/state/{wf}/k";
        addCases({
            set("0 for a key that never was", {}, R"({"value":2,"expectedVersion":0})", 1),
            set("the version it has", {first}, R"({"value":2,"expectedVersion":1})", 2),
            set("alias expected_version", {first}, R"({"value":2,"expected_version":1})", 2),
            set("alias version", {first}, R"({"value":2,"version":1})", 2),
            set("the first of the names counts", {first},
                R"({"version":9,"expected_version":8,"value":2,"expectedVersion":1})", 2),
            set("whole number in another spelling", {first},
                R"({"value":2,"expectedVersion":10e-1})", 2),
            set("with ttl", {first}, R"({"value":2,"expectedVersion":1,"ttl":60})", 2),
            set("0 for a deleted key", {first, remove}, R"({"value":2,"expectedVersion":0})", 3),
            conflict("0 for a key that is there", {first}, R"({"value":2,"expectedVersion":0})", 1),
            conflict("an old version", {first, first}, R"({"value":2,"expectedVersion":1})", 2),
            conflict("a version to come", {first}, R"({"value":2,"expectedVersion":2})", 1),
            conflict("1 for a key that never was", {}, R"({"value":2,"expectedVersion":1})", 0),
            conflict(
                "the version before deletion", {first, remove},
                R"({"value":2,"expectedVersion":1})", 0),
            conflict(
                "the version of the deletion", {first, remove},
                R"({"value":2,"expectedVersion":2})", 0),
            conflict(
                "deleted and re-created", {first, remove, first},
                R"({"value":2,"expectedVersion":1})", 3),
            conflict(
                "the largest number", {first},
                R"({"value":2,"expectedVersion":9223372036854775807})", 1),
        });
    }
    void setVersion_expectation_comparesAndSets() { runCase(m_service); }

    void setVersion_wrongExpectation_isRefused_data()
    {
        addCases({
            refusedVersion("missing", R"({"value":2})"),
            refusedVersion("negative", R"({"value":2,"expectedVersion":-1})"),
            refusedVersion("fraction", R"({"value":2,"expectedVersion":1.5})"),
            refusedVersion("text", R"({"value":2,"expectedVersion":"1"})"),
            refusedVersion("null", R"({"value":2,"expectedVersion":null})"),
            refusedVersion("boolean", R"({"value":2,"expectedVersion":true})"),
            refusedVersion("too large", R"({"value":2,"expectedVersion":9223372036854775808})"),
            refusedVersion("infinite", R"({"value":2,"expectedVersion":1e400})"),
        });
    }
    void setVersion_wrongExpectation_isRefused() { runCase(m_service); }

    void get_anyKey_answersValueAndVersion_data()
    {
        addCases({
            {.name = "key that exists",
             .given =
                 {R"(POST /v1/state/{wf}/k {"value": [1, 2]})",
                  R"(POST /v1/state/{wf}/k {"value": {"step": "researching"}})"},
             .request = "GET /v1/state/{wf}/k",
             .answer = R"({"value":{"step":"researching"},"version":2})",
             .fields = {{"ETag", "\"2\""}, {"Content-Type", "application/json"}}},
            {.name = "key that never was",
             .request = "GET /v1/state/{wf}/k",
             .status = 404,
             .contains = {R"({"code":"KEY_NOT_FOUND","message":)"},
             .fields = {{"Content-Type", "application/json"}, {"ETag", {}}}},
            {.name = "deleted key",
             .given = {R"(POST /v1/state/{wf}/k {"value":1})", "DELETE /v1/state/{wf}/k"},
             .request = "GET /v1/state/{wf}/k",
             .status = 404,
             .contains = {R"("code":"KEY_NOT_FOUND")"}},
            {.name = "key of another workflow",
             .given = {R"(POST /v1/state/{wf}-b/k {"value":1})"},
             .request = "GET /v1/state/{wf}/k",
             .status = 404,
             .contains = {R"("code":"KEY_NOT_FOUND")"}},
        });
    }
    void get_anyKey_answersValueAndVersion() { runCase(m_service); }

    void remove_anyKey_tellsWhetherItWasThere_data()
    {
        const QByteArray first = R"(POST /v1/state/{wf}/k {"value":1})";
        addCases({
            {.name = "key that exists",
             .given = {first},
             .request = "DELETE /v1/state/{wf}/k",
             .answer = R"({"deleted":true})",
             .log = {"k v2 delete"}},
            {.name = "key that never was",
             .request = "DELETE /v1/state/{wf}/k",
             .answer = R"({"deleted":false})"},
            {.name = "twice",
             .given = {first, "DELETE /v1/state/{wf}/k"},
             .request = "DELETE /v1/state/{wf}/k",
             .answer = R"({"deleted":false})"},
            {.name = "only this key",
             .given =
                 {first, R"(POST /v1/state/{wf}/kk {"value":1})",
                  R"(POST /v1/state/{wf}-b/k {"value":1})"},
             .request = "DELETE /v1/state/{wf}/k",
             .answer = R"({"deleted":true})",
             .log = {"k v2 delete"}},
        });
    }
    void remove_anyKey_tellsWhetherItWasThere() { runCase(m_service); }
};

QTEST_GUILESS_MAIN(TstWorkflowWrites)
#include "tst_workflowwrites.moc"
