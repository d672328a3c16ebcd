// SPDX-License-Identifier: GPL-3.0-or-later
// What no document forbids: entity tags, old versions, request ids, HEAD, relaxed durability.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

const QByteArrayList twoVersions = {
    R"(POST /v1/state/{wf}/k {"value":"a"})", R"(POST /v1/state/{wf}/k {"value":"b"})"};

ApiCase conditionalGet(const char* name, const Fields& headers, int status)
{
    ApiCase one{
        .name = name,
        .given = twoVersions,
        .request = "GET /v1/state/{wf}/k",
        .headers = headers,
        .status = status,
        .fields = {{"ETag", status == 412 ? QByteArray() : "\"2\""}}};
    if (status == 200)
        one.answer = R"({"value":"b","version":2})";
    else if (status == 304)
        one.answer = "";
    else
        one.contains = {R"({"code":"PRECONDITION_FAILED","message":)"};
    return one;
}

ApiCase conditionalWrite(
    const char* name, const QByteArrayList& given, const QByteArray& request, const Fields& headers,
    const QByteArray& log)
{
    ApiCase one{
        .name = name,
        .given = given,
        .request = request,
        .body = request.startsWith("POST") ? R"({"value":"c","expectedVersion":2})" : "",
        .headers = headers,
        .status = log.isEmpty() ? 412 : 200};
    if (log.isEmpty())
        one.contains = {R"({"code":"PRECONDITION_FAILED","message":)"};
    else
        one.log = {log};
    return one;
}

ApiCase oldVersion(
    const char* name, const QByteArrayList& given, const QByteArray& version,
    const QByteArray& expected)
{
    ApiCase one{.name = name, .given = given, .request = "GET /v1/state/{wf}/k?version=" + version};
    if (expected.startsWith('{')) {
        one.answer = expected;
        one.fields = {{"ETag", '"' + version + '"'}};
    } else {
        one.status = expected == "VALIDATION_ERROR" ? 400 : 404;
        one.contains = {"{\"code\":\"" + expected + "\",\"message\":"};
    }
    return one;
}

} // namespace

class TstWorkflowConditional : public QObject {
    Q_OBJECT

    TestService m_service;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void get_condition_isJudged_data()
    {
        addCases({
            conditionalGet("none match: same", {{"If-None-Match", "\"2\""}}, 304),
            conditionalGet("none match: older", {{"If-None-Match", "\"1\""}}, 200),
            conditionalGet("none match: weak", {{"If-None-Match", "W/\"2\""}}, 304),
            conditionalGet("none match: any", {{"If-None-Match", "*"}}, 304),
            conditionalGet("none match: in a list", {{"If-None-Match", "\"9\", \"2\""}}, 304),
            conditionalGet(
                "none match: in two fields",
                {{"If-None-Match", "\"9\""}, {"If-None-Match", "\"2\""}}, 304),
            conditionalGet("none match: foreign tag", {{"If-None-Match", "\"abc\""}}, 200),
            conditionalGet("none match: without quotes", {{"If-None-Match", "2"}}, 200),
            conditionalGet("match: same", {{"If-Match", "\"2\""}}, 200),
            conditionalGet("match: any", {{"If-Match", "*"}}, 200),
            conditionalGet("match: older", {{"If-Match", "\"1\""}}, 412),
            {.name = "none match: key that is not there",
             .request = "GET /v1/state/{wf}/k",
             .headers = {{"If-None-Match", "*"}},
             .status = 404,
             .contains = {"KEY_NOT_FOUND"}},
        });
    }
    void get_condition_isJudged() { runCase(m_service); }

    void write_condition_isJudged_data()
    {
        const QByteArray set = "POST /v1/state/{wf}/k";
        const QByteArray remove = "DELETE /v1/state/{wf}/k";
        const QByteArray deletion = "DELETE /v1/state/{wf}/k";
        const QByteArray written = R"(k v3 set "c")";
        addCases({
            conditionalWrite(
                "set, match: same", twoVersions, set, {{"If-Match", "\"2\""}}, written),
            conditionalWrite("set, match: older", twoVersions, set, {{"If-Match", "\"1\""}}, {}),
            conditionalWrite(
                "set, match: weak never does", twoVersions, set, {{"If-Match", "W/\"2\""}}, {}),
            conditionalWrite(
                "set, match: in a list", twoVersions, set, {{"If-Match", "\"1\", \"2\""}}, written),
            conditionalWrite("set, match: any", twoVersions, set, {{"If-Match", "*"}}, written),
            conditionalWrite(
                "set, match: any, but there is none", {}, set, {{"If-Match", "*"}}, {}),
            conditionalWrite(
                "set, match: any, but it was deleted", twoVersions + QByteArrayList{deletion}, set,
                {{"If-Match", "*"}}, {}),
            conditionalWrite(
                "set, match: the deletion's version", twoVersions + QByteArrayList{deletion}, set,
                {{"If-Match", "\"3\""}}, {}),
            conditionalWrite(
                "set, none match: any", twoVersions, set, {{"If-None-Match", "*"}}, {}),
            conditionalWrite(
                "set, none match: any, and there is none", {}, set, {{"If-None-Match", "*"}},
                R"(k v1 set "c")"),
            conditionalWrite(
                "set, none match: same", twoVersions, set, {{"If-None-Match", "\"2\""}}, {}),
            conditionalWrite(
                "set, none match: older", twoVersions, set, {{"If-None-Match", "\"1\""}}, written),
            conditionalWrite(
                "version, match: same", twoVersions, set + "/version", {{"If-Match", "\"2\""}},
                written),
            conditionalWrite(
                "version, match: older", twoVersions, set + "/version", {{"If-Match", "\"1\""}},
                {}),
            conditionalWrite(
                "delete, match: same", twoVersions, remove, {{"If-Match", "\"2\""}}, "k v3 delete"),
            conditionalWrite(
                "delete, match: older", twoVersions, remove, {{"If-Match", "\"1\""}}, {}),
            conditionalWrite(
                "delete, match: there is none", {}, remove, {{"If-Match", "\"1\""}}, {}),
        });
    }
    void write_condition_isJudged() { runCase(m_service); }

    void get_oldVersion_isFoundInHistory_data()
    {
        const QByteArrayList deleted = twoVersions + QByteArrayList{"DELETE /v1/state/{wf}/k"};
        addCases({
            oldVersion("first", twoVersions, "1", R"({"value":"a","version":1})"),
            oldVersion("newest", twoVersions, "2", R"({"value":"b","version":2})"),
            oldVersion("of a deleted key", deleted, "1", R"({"value":"a","version":1})"),
            oldVersion("the deletion", deleted, "3", "VERSION_NOT_FOUND"),
            oldVersion("to come", twoVersions, "3", "VERSION_NOT_FOUND"),
            oldVersion("of a key that never was", {}, "1", "VERSION_NOT_FOUND"),
            oldVersion("0", twoVersions, "0", "VALIDATION_ERROR"),
            oldVersion("negative", twoVersions, "-1", "VALIDATION_ERROR"),
            oldVersion("text", twoVersions, "latest", "VALIDATION_ERROR"),
            oldVersion("empty", twoVersions, "", "VALIDATION_ERROR"),
            oldVersion("too large", twoVersions, "9223372036854775808", "VALIDATION_ERROR"),
            {.name = "that the client has",
             .given = twoVersions,
             .request = "GET /v1/state/{wf}/k?version=1",
             .headers = {{"If-None-Match", "\"1\""}},
             .status = 304,
             .answer = "",
             .fields = {{"ETag", "\"1\""}}},
        });
    }
    void get_oldVersion_isFoundInHistory() { runCase(m_service); }

    void requestId_any_isEchoedOrMade_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<bool>("echoed");
        QTest::newRow("plain") << QByteArray("my-Request_1.2") << true;
        QTest::newRow("128 characters") << QByteArray(128, 'x') << true;
        QTest::newRow("129 characters") << QByteArray(129, 'y') << false;
        QTest::newRow("a space") << QByteArray("a b") << false;
        QTest::newRow("not ASCII") << QByteArray("\xc3\xa9") << false;
        QTest::newRow("a slash") << QByteArray("a/b") << false;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("none") << QByteArray() << false;
    }
    void requestId_any_isEchoedOrMade()
    {
        QFETCH(const QByteArray, id);
        QFETCH(const bool, echoed);
        Fields headers;
        if (!id.isNull())
            headers = {{"X-Request-Id", id}};
        const HttpAnswer answer = m_service.call("POST /v1/state/ids/k", R"({"value":1})", headers);
        const QByteArray said = answer.field("X-Request-Id");
        QCOMPARE(said == id, echoed);
        QVERIFY2(echoed || said.startsWith("req_"), said);
        // The log knows who asked, and so does the line about the request.
        const Change change = m_service.changes().back();
        QCOMPARE(change.by.requestId, said);
        QCOMPARE(m_service.reportOf(said).status, 200);
        QCOMPARE(m_service.reportOf(said).target, "/v1/state/ids/k");
    }

    void requestId_refusedRequest_isToldToo()
    {
        QCOMPARE(
            m_service.call("GET /nowhere", {}, {{"X-Request-Id", "r-1"}}).field("X-Request-Id"),
            "r-1");
        QCOMPARE(
            m_service.call("GET /v1/state/ids/none", {}, {{"X-Request-Id", "r-2"}})
                .field("X-Request-Id"),
            "r-2");
    }

    void head_anyRead_isGetWithoutBody_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::newRow("value") << QByteArray("/v1/state/head/k") << 200;
        QTest::newRow("missing key") << QByteArray("/v1/state/head/none") << 404;
        QTest::newRow("list") << QByteArray("/v1/state/head") << 200;
        QTest::newRow("old version") << QByteArray("/v1/state/head/k?version=1") << 200;
        QTest::newRow("unknown path") << QByteArray("/nowhere") << 404;
    }
    void head_anyRead_isGetWithoutBody()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const int, status);
        m_service.write("workflow/head", "k", R"({"some":"value"})");
        HttpClient client(m_service.port());
        const HttpAnswer head = client.call("HEAD " + target);
        QCOMPARE(head.status, status);
        // On the same connection: a body would be taken for the next answer.
        const HttpAnswer get = client.call("GET " + target);
        QCOMPARE(get.status, status);
        QCOMPARE(head.field("Content-Length").toLongLong(), get.body.size());
        QCOMPARE(head.field("ETag"), get.field("ETag"));
        QCOMPARE(head.field("Content-Type"), get.field("Content-Type"));
    }

    void write_relaxedDurability_isTold()
    {
        ServiceOptions options = TestService::plainOptions();
        options.store.durability = Durability::Relaxed;
        TestService relaxed(options);
        const auto durabilityOf = [&](const QByteArray& request, const QByteArray& body) {
            return relaxed.call(request, body).field("X-Stateroom-Durability");
        };
        QCOMPARE(durabilityOf("POST /v1/state/wf/k", R"({"value":1})"), "relaxed");
        QCOMPARE(
            durabilityOf("POST /v1/state/wf/k/version", R"({"value":1,"expectedVersion":1})"),
            "relaxed");
        QCOMPARE(durabilityOf("DELETE /v1/state/wf/k", {}), "relaxed");
        QVERIFY(relaxed.call("GET /health").body.contains(R"("durability":"relaxed")"));
    }

    void get_pipelined_areAnsweredInOrder()
    {
        QByteArray requests;
        for (int i = 0; i < 50; ++i) {
            requests += requestBytes(
                "POST /v1/state/pipe/k" + QByteArray::number(i), R"({"value":1})",
                {{"X-Request-Id", "w" + QByteArray::number(i)}});
            requests += requestBytes(
                "GET /v1/state/pipe/k" + QByteArray::number(i), {},
                {{"X-Request-Id", "r" + QByteArray::number(i)}});
        }
        HttpClient client(m_service.port());
        client.send(requests);
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(client.readAnswer().field("X-Request-Id"), "w" + QByteArray::number(i));
            const HttpAnswer read = client.readAnswer();
            QCOMPARE(read.field("X-Request-Id"), "r" + QByteArray::number(i));
            QCOMPARE(read.body, R"({"value":1,"version":1})"); // a client reads its own write
        }
    }
};

QTEST_GUILESS_MAIN(TstWorkflowConditional)
#include "tst_workflowconditional.moc"
