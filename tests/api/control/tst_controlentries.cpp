// SPDX-License-Identifier: GPL-3.0-or-later
// Entries one by one: written, read, as they were, their history and differences.
#include "tests/api/control/controlservice.h"

using namespace stateroom;
using namespace stateroom::test;

namespace {

const QByteArray w = "/namespaces/workflow%2Fw";

} // namespace

class ControlEntriesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void write_andRead_keepsTheValueAndWhoWroteIt();
    void write_malformed_is400WithoutEffect_data();
    void write_malformed_is400WithoutEffect();
    void write_ofABusinessResource_isARecord_data();
    void write_ofABusinessResource_isARecord();
    void write_conditional_isJudgedWithTheWrite();
    void write_ttl_expires();
    void write_repeated_isAnsweredAgain();
    void read_past_isWhatItWas();
    void read_conditional_is304();
    void remove_key_tellsItsVersion();
    void list_pages_comeInOrder();
    void list_largeValues_endsThePageEarly();
    void list_fewVeryLargeValues_endsThePageEarly_data();
    void list_fewVeryLargeValues_endsThePageEarly();
    void list_past_isWhatItWas();
    void history_ofAKey_isNewestFirst();
    void diff_ofTwoVersions_tellsPaths();
    void namespaces_system_areHiddenAndClosed();
};

void ControlEntriesTest::write_andRead_keepsTheValueAndWhoWroteIt()
{
    ControlService service;
    COMPARE_ANSWER(
        service.control(
            "PUT " + w + "/entries/a%2Fb", R"({"value": {"z":1.0, "a":1e400, "z":2}})",
            {{"X-Request-Id", "r1"}}),
        200, R"({"version":1})");
    const HttpAnswer read = service.control("GET " + w + "/entries/a%2Fb");
    QCOMPARE(
        read.body, R"({"key":"a/b","value":{"z":1.0,"a":1e400,"z":2},"version":1,"seq":1,)"
                   R"("writtenAt":"2023-11-14T22:13:20.000Z","keyId":"control","requestId":"r1"})");
    QCOMPARE(read.field("ETag"), "\"1\"");
    COMPARE_ANSWER(
        service.control("GET " + w + "/entries/none"), 404,
        R"({"error":{"code":"NOT_FOUND","message":"There is no such key."}})");
}

void ControlEntriesTest::write_malformed_is400WithoutEffect_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nothing") << QByteArray() << QByteArray("no \\\"value\\\"");
    QTest::newRow("no object") << QByteArray("[1]") << QByteArray("JSON object");
    QTest::newRow("not JSON") << QByteArray(R"({"value":nul})") << QByteArray(R"("offset":12)");
    QTest::newRow("unknown member") << QByteArray(R"({"value":1,"tll":3})") << QByteArray("tll");
    QTest::newRow("ttl") << QByteArray(R"({"value":1,"ttl":-1})") << QByteArray("ttl");
    QTest::newRow("ttl text") << QByteArray(R"({"value":1,"ttl":"1"})") << QByteArray("ttl");
    QTest::newRow("version") << QByteArray(R"({"value":1,"expectedVersion":1.5})")
                             << QByteArray("expectedVersion");
}

void ControlEntriesTest::write_malformed_is400WithoutEffect()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, says);
    ControlService service;
    const HttpAnswer answer = service.control("PUT " + w + "/entries/k", body);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.body.startsWith(R"({"error":{"code":"VALIDATION_ERROR")"));
    QVERIFY2(answer.body.contains(says), answer.body.constData());
    QCOMPARE(service.position(), Seq(0));
}

void ControlEntriesTest::write_ofABusinessResource_isARecord_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("stored"); // null: refused
    constexpr auto now = R"("created_at":"2023-11-14T22:13:20.000Z")"
                         R"(,"updated_at":"2023-11-14T22:13:20.000Z"})";
    const auto row = [](const char* name, const QByteArray& value, const QByteArray& stored) {
        QTest::newRow(name) << value << stored;
    };
    row("number", "5", {});
    row("array", "[]", {});
    row("no name", "{}", {});
    row("wrong type", R"({"name":"A","metadata":1})", {});
    const QByteArray begin = R"({"id":"agent_a","object":"agent",)";
    const QByteArray end = QByteArray(R"("status":"active",)") + now;
    row("without id", R"({"name":"A","n":1.10})", begin + R"("name":"A","n":1.10,)" + end);
    row("another's id", R"({"id":"agent_b","object":"order","name":"A"})",
        begin + R"("name":"A",)" + end);
    row("times of another kind", begin + R"("name":"A","created_at":5,"updated_at":"2024-01-01"})",
        begin + R"("name":"A",)" + end);
    const QByteArray whole =
        R"({"name":"A","created_at":"2020-01-01T00:00:00.000Z","object":"agent",)"
        R"("updated_at":"2020-01-01T00:00:00.000Z","id":"agent_a"})";
    row("whole", whole, whole);
}

void ControlEntriesTest::write_ofABusinessResource_isARecord()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, stored);
    ControlService service;
    const QByteArray entry = "/namespaces/business%2Fagents/entries/agent_a";
    const HttpAnswer written = service.control("PUT " + entry, R"({"value":)" + value + '}');
    QVERIFY2(written.status == (stored.isNull() ? 400 : 200), written.body);
    const HttpAnswer read = service.control("GET " + entry);
    QCOMPARE(read.status, stored.isNull() ? 404 : 200);
    if (!stored.isNull())
        QVERIFY2(read.body.contains(R"("value":)" + stored), read.body);
}

void ControlEntriesTest::write_conditional_isJudgedWithTheWrite()
{
    ControlService service;
    const QByteArray put = "PUT " + w + "/entries/k";
    COMPARE_ANSWER(
        service.control(put, R"({"value":1,"expectedVersion":0})"), 200, R"({"version":1})");
    const HttpAnswer conflict = service.control(put, R"({"value":2,"expectedVersion":0})");
    QCOMPARE(conflict.status, 409);
    QVERIFY(conflict.body.contains(R"("code":"VERSION_CONFLICT")"));
    QVERIFY(conflict.body.contains(R"("currentVersion":1)"));
    QCOMPARE(service.control(put, R"({"value":2})", {{"If-Match", "\"9\""}}).status, 412);
    QCOMPARE(service.control(put, R"({"value":2})", {{"If-Match", "\"1\""}}).status, 200);
    QCOMPARE(service.log(), QByteArrayList({"workflow/w k v1 set 1", "workflow/w k v2 set 2"}));
}

void ControlEntriesTest::write_ttl_expires()
{
    ControlService service;
    QCOMPARE(service.control("PUT " + w + "/entries/k", R"({"value":1,"ttl":1.5})").status, 200);
    QVERIFY(service.control("GET " + w + "/entries/k")
                .body.contains(R"("expiresAt":"2023-11-14T22:13:21.500Z")"));
    service.clock.advance(std::chrono::seconds(2));
    QCOMPARE(service.control("GET " + w + "/entries/k").status, 404);
}

void ControlEntriesTest::write_repeated_isAnsweredAgain()
{
    ControlService service;
    const Fields repeat{{"Idempotency-Key", "once"}};
    const QByteArray put = "PUT " + w + "/entries/k";
    COMPARE_ANSWER(service.control(put, R"({"value":1})", repeat), 200, R"({"version":1})");
    const HttpAnswer again = service.control(put, R"({"value":1})", repeat);
    QCOMPARE(again.body, R"({"version":1})");
    QCOMPARE(again.field("Idempotency-Replayed"), "true");
    QCOMPARE(service.position(), Seq(1));
}

void ControlEntriesTest::read_past_isWhatItWas()
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    service.clock.advance(std::chrono::seconds(10));
    service.write("workflow/w", "k", "2");
    const auto value = [&service](const QByteArray& query) {
        const HttpAnswer answer = service.control("GET " + w + "/entries/k?" + query);
        return answer.status == 200 ? answer.body.mid(answer.body.indexOf("value"), 8)
                                    : QByteArray::number(answer.status);
    };
    QCOMPARE(value("version=1"), "value\":1");
    QCOMPARE(value("version=3"), "404");
    QCOMPARE(value("revision=1"), "value\":1");
    QCOMPARE(value("revision=2"), "value\":2");
    QCOMPARE(value("at=2023-11-14T22:13:25Z"), "value\":1");
    QCOMPARE(value("at=2023-11-14T23:13:30%2B01:00"), "value\":2");
    QCOMPARE(value("at=2023-11-14T22:13:19Z"), "404");
    QCOMPARE(value("at=yesterday"), "400");
    QCOMPARE(value("at=2023-11-14T22:13:25"), "400");
    QCOMPARE(value("version=1&revision=1"), "400");
    QCOMPARE(value("version=0"), "400");
}

void ControlEntriesTest::read_conditional_is304()
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    QCOMPARE(
        service.control("GET " + w + "/entries/k", {}, {{"If-None-Match", "\"1\""}}).status, 304);
    QCOMPARE(service.control("HEAD " + w + "/entries/k").field("ETag"), "\"1\"");
}

void ControlEntriesTest::remove_key_tellsItsVersion()
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    QCOMPARE(service.control("DELETE " + w + "/entries/k?expectedVersion=7").status, 409);
    COMPARE_ANSWER(
        service.control("DELETE " + w + "/entries/k?expectedVersion=1"), 200,
        R"({"deleted":true,"version":2})");
    COMPARE_ANSWER(service.control("DELETE " + w + "/entries/k"), 200, R"({"deleted":false})");
}

void ControlEntriesTest::list_pages_comeInOrder()
{
    ControlService service;
    for (const char* key : {"c", "a", "b", "a/1", "é"})
        service.write("workflow/w", key, "1");
    QByteArrayList keys;
    QByteArray cursor;
    for (int page = 0; page < 5; ++page) {
        const HttpAnswer answer = service.control(
            "GET " + w + "/entries?limit=2&values=false" +
            (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        QCOMPARE(answer.status, 200);
        for (qsizetype at = 0; (at = answer.body.indexOf("\"key\":\"", at)) >= 0;) {
            at += 7;
            keys << answer.body.mid(at, answer.body.indexOf('"', at) - at);
        }
        const qsizetype next = answer.body.indexOf("\"nextCursor\":\"");
        if (next < 0)
            break;
        cursor = answer.body.sliced(next + 14).chopped(2);
    }
    QCOMPARE(keys, QByteArrayList({"a", "a/1", "b", "c", "é"}));
    QVERIFY(service.control("GET " + w + "/entries?prefix=a").body.count("\"key\"") == 2);
    QCOMPARE(service.control("GET " + w + "/entries?cursor=nonsense").status, 400);
    QCOMPARE(service.control("GET " + w + "/entries?limit=0").status, 400);
    QCOMPARE(service.control("GET " + w + "/entries?lmit=1").status, 400);
    COMPARE_ANSWER(
        service.control("GET /namespaces/workflow%2Fnone/entries"), 200,
        R"({"entries":[],"nextCursor":null})");
}

void ControlEntriesTest::list_largeValues_endsThePageEarly()
{
    ControlService service;
    const QByteArray large = '"' + QByteArray(100'000, 'x') + '"';
    for (int i = 0; i < 120; ++i)
        service.write("workflow/w", QByteArray::number(1000 + i), large);
    const HttpAnswer first = service.control("GET " + w + "/entries?limit=1000");
    QVERIFY(first.body.size() < 12'000'000);
    QVERIFY(first.body.count("\"key\"") < 120);
    QVERIFY(!first.body.endsWith(R"("nextCursor":null})"));
}

void ControlEntriesTest::list_fewVeryLargeValues_endsThePageEarly_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("list") << "GET " + w + "/entries";
    QTest::newRow("list of the past") << "GET " + w + "/entries?revision=20";
    QTest::newRow("history") << "GET " + w + "/entries/k/history";
}

// Small ones before them tell nothing of how large they are.
void ControlEntriesTest::list_fewVeryLargeValues_endsThePageEarly()
{
    QFETCH(QByteArray, request);
    ControlService service;
    const QByteArray large = '"' + QByteArray(1024 * 1024, 'x') + '"';
    for (int i = 0; i < 10; ++i) {
        service.write("workflow/w", "k", large);
        service.write("workflow/w", 'l' + QByteArray::number(i), large);
    }
    service.write("workflow/w", "a", "1");
    const HttpAnswer answer = service.control(request);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.size() > 4 * large.size() - 1024);
    QVERIFY(answer.body.size() < 6 * large.size());
    QVERIFY(!answer.body.contains(R"("nextCursor":null)"));
    QVERIFY(!answer.body.contains(R"("more":false)"));
}

void ControlEntriesTest::list_past_isWhatItWas()
{
    ControlService service;
    service.write("workflow/w", "a", "1");
    service.write("workflow/w", "b", "1");
    service.write("workflow/w", "a", "2");
    const HttpAnswer answer = service.control("GET " + w + "/entries?revision=1");
    QCOMPARE(answer.body.count("\"key\""), 1);
    QVERIFY(answer.body.contains(R"("key":"a","value":1)"));
}

void ControlEntriesTest::history_ofAKey_isNewestFirst()
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    QCOMPARE(
        service.control("DELETE " + w + "/entries/k", {}, {{"X-Request-Id", "r2"}}).status, 200);
    COMPARE_ANSWER(
        service.control("GET " + w + "/entries/k/history"), 200,
        R"({"changes":[{"seq":2,"revision":2,"version":2,"op":"delete",)"
        R"("at":"2023-11-14T22:13:20.000Z","keyId":"control","requestId":"r2"},)"
        R"({"seq":1,"revision":1,"version":1,"op":"set","value":1,)"
        R"("at":"2023-11-14T22:13:20.000Z"}],"more":false})");
    QVERIFY(service.control("GET " + w + "/entries/k/history?limit=1")
                .body.endsWith(R"("more":true})"));
    QVERIFY(service.control("GET " + w + "/entries/k/history?before=2")
                .body.startsWith(R"({"changes":[{"seq":1)"));
}

void ControlEntriesTest::diff_ofTwoVersions_tellsPaths()
{
    ControlService service;
    const QByteArray diff = "GET " + w + "/entries/k/diff";
    QCOMPARE(service.control(diff).status, 404);
    service.write("workflow/w", "k", R"({"a":[1,2],"b":1.0})");
    QCOMPARE(service.control(diff).status, 404);
    service.write("workflow/w", "k", R"({"b":1,"a":[0,1,2]})");
    QCOMPARE(service.control("DELETE " + w + "/entries/k").status, 200);
    COMPARE_ANSWER(
        service.control(diff), 200,
        R"({"from":1,"to":2,"changes":[{"path":"/b","op":"changed","old":1.0,"new":1},)"
        R"({"path":"/a/0","op":"added","new":0}],"complete":true})");
    COMPARE_ANSWER(
        service.control(diff + "?from=2&to=2"), 200,
        R"({"from":2,"to":2,"changes":[],"complete":true})");
    QCOMPARE(service.control(diff + "?from=3").status, 404);
}

void ControlEntriesTest::namespaces_system_areHiddenAndClosed()
{
    ControlService service;
    service.write("workflow/w", "k", "1");
    service.write("system/test", "k", "1");
    service.write("integration/", "k", "1");
    COMPARE_ANSWER(
        service.control("GET /namespaces"), 200,
        R"({"namespaces":[{"namespace":"integration/","keys":1,"lastSeq":3,"versionBase":0},)"
        R"({"namespace":"workflow/w","keys":1,"lastSeq":1,"versionBase":0}]})");
    QCOMPARE(service.control("GET /namespaces?kind=workflow").body.count("lastSeq"), 1);
    const QByteArray system = "/namespaces/system%2Ftest/entries";
    for (const QByteArray& request :
         {"GET " + system, "GET " + system + "/k", "GET " + system + "/k/history",
          "GET " + system + "/k/diff", "DELETE " + system + "/k"})
        QCOMPARE(service.control(request).status, 403);
    QCOMPARE(service.control("PUT " + system + "/k", R"({"value":2})").status, 403);
    QCOMPARE(service.control("POST " + system + ":delete", R"({"all":true})").status, 403);
    QCOMPARE(service.control("POST " + w + "/entries:copy", R"({"to":"system/test"})").status, 403);
    for (const char* call : {"/restore", "/undelete"})
        QCOMPARE(
            service
                .control(QByteArray("POST ") + call, R"({"namespace":"system/test","revision":1})")
                .status,
            403);
    QCOMPARE(service.control("GET /changes?namespace=system/test").status, 403);
    QCOMPARE(service.control("GET /watch?namespace=system/test").status, 403);
    QCOMPARE(service.control("GET /namespaces/nokind/entries").status, 400);
}

QTEST_GUILESS_MAIN(ControlEntriesTest)
#include "tst_controlentries.moc"
