// SPDX-License-Identifier: GPL-3.0-or-later
// Each command against a server that answers as scripted: what it calls, and what it prints.
#include "tests/cli/programrun.h"

#include <QTemporaryFile>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray entriesPath = "/namespaces/workflow%2Fwf-1/entries";

void row(
    const char* words, const QByteArrayList& answers, const QByteArrayList& calls,
    const QByteArray& out)
{
    QTest::newRow(words) << QString::fromUtf8(words) << answers << calls << out;
}

void addOfOneKey()
{
    const QByteArray entry =
        R"({"key":"k","value":{"b": 1.10,"a":12345678901234567890},"version":3,"seq":9,)"
        R"("writtenAt":"2026-03-01T12:00:00.000Z"})";
    const QByteArray stripped =
        R"({"key":"k","value":{"b":1.10,"a":12345678901234567890},"version":3,"seq":9,)"
        R"("writtenAt":"2026-03-01T12:00:00.000Z"})";
    row("get|workflow/wf-1|k", {entry}, {"GET " + entriesPath + "/k"},
        "{\"b\":1.10,\"a\":12345678901234567890}\n");
    row("get|workflow/wf-1|a/b?|--json", {entry}, {"GET " + entriesPath + "/a%2Fb%3F"},
        stripped + '\n');
    row("get|integration|k|--raw", {R"({"value":"a\nb\u00e9"})"},
        {"GET /namespaces/integration%2F/entries/k"}, "a\nb\xc3\xa9\n");
    row("get|workflow/wf-1|k|--version|2", {R"({"value":1})"},
        {"GET " + entriesPath + "/k?version=2"}, "1\n");
    row("get|workflow/wf-1|k|--at|10m", {R"({"value":1})"},
        {"GET " + entriesPath + "/k?at=2023-11-14T22%3A03%3A20.000Z"}, "1\n");

    row("set|workflow/wf-1|k|{\"b\": 1.10}", {R"({"version":4})"},
        {"PUT " + entriesPath + R"(/k {"value":{"b":1.10}})"}, "version 4\n");
    row("set|workflow/wf-1|k|-5|--ttl|1.5|--json", {R"({"version":4})"},
        {"PUT " + entriesPath + R"(/k {"value":-5,"ttl":1.5})"}, "{\"version\":4}\n");
    row("set|workflow/wf-1|k|plain \"text\"|--string|--create", {R"({"version":1})"},
        {"PUT " + entriesPath + "/k {\"value\":\"plain \\\"text\\\"\",\"expectedVersion\":0}"},
        "version 1\n");
    row("set|workflow/wf-1|k|1|--expect|7", {R"({"version":8})"},
        {"PUT " + entriesPath + R"(/k {"value":1,"expectedVersion":7})"}, "version 8\n");
}

void addOfManyKeys()
{
    row("delete|workflow/wf-1|k", {R"({"deleted":true,"version":5})"},
        {"DELETE " + entriesPath + "/k"}, "deleted 1 key\n");
    row("delete|workflow/wf-1|k|--expect|4", {R"({"deleted":true,"version":5})"},
        {"DELETE " + entriesPath + "/k?expectedVersion=4"}, "deleted 1 key\n");
    row("delete|workflow/wf-1|k|l", {R"({"deleted":2,"operation":7,"sample":["k","l"]})"},
        {"POST " + entriesPath + R"(:delete {"keys":["k","l"]})"}, "deleted 2 keys\n");
    row("delete|workflow/wf-1|--prefix|tmp/|--dry-run",
        {R"({"deleted":2,"operation":null,"sample":["tmp/a","tmp/b\u001b"]})"},
        {"POST " + entriesPath + R"(:delete {"prefix":"tmp/","dryRun":true})"},
        "would have deleted 2 keys\n  tmp/a\n  tmp/b\\u001b\n");
    row("delete|workflow/wf-1|--all|--json", {R"({"deleted":1,"operation":7,"sample":["a"]})"},
        {"POST " + entriesPath + R"(:delete {"all":true})"},
        "{\"deleted\":1,\"operation\":7,\"sample\":[\"a\"]}\n");

    row("restore|workflow/wf-1|k|--version|3",
        {R"({"restored":1,"deleted":0,"unchanged":0,"expired":0,"operation":8})"},
        {R"(POST /restore {"namespace":"workflow/wf-1","key":"k","version":3})"},
        "restored 1 key\n");
    row("restore|workflow/wf-1|--revision|9|--keep-newer|--dry-run",
        {R"({"restored":2,"deleted":1,"unchanged":4,"expired":0,"operation":null})"},
        {R"(POST /restore {"namespace":"workflow/wf-1","revision":9,"keepNewer":true,"dryRun":true})"},
        "would have restored 2 keys, deleted 1, left alone 4\n");
    row("restore|workflow/wf-1|--prefix|a|--at|2026-01-01T00:00:00Z",
        {R"({"restored":0,"unchanged":2})"},
        {R"(POST /restore {"namespace":"workflow/wf-1","prefix":"a","at":"2026-01-01T00:00:00.000Z"})"},
        "restored 0 keys, left alone 2\n");
    row("undelete|workflow/wf-1|k|l", {R"({"restored":1,"unchanged":1,"operation":3})"},
        {R"(POST /undelete {"namespace":"workflow/wf-1","keys":["k","l"]})"},
        "restored 1 key, left alone 1\n");
    row("undo|57|--force",
        {R"({"restored":1,"deleted":2,"unchanged":0,"expired":0,"skipped":1,"operation":9})"},
        {R"(POST /undo {"operation":57,"force":true})"}, "restored 1 key, deleted 2, skipped 1\n");
    row("undo|--revision|5", {R"({"restored":1,"operation":9})"}, {R"(POST /undo {"revision":5})"},
        "restored 1 key\n");
    row("copy|workflow/wf-1|workflow/wf-2|--overwrite",
        {R"({"copied":3,"skipped":0,"operation":2})"},
        {"POST " + entriesPath + R"(:copy {"to":"workflow/wf-2","overwrite":true})"},
        "copied 3 keys\n");
}

void addOfLists()
{
    row("list",
        {R"({"namespaces":[{"namespace":"integration/","keys":2,"lastSeq":41,"versionBase":0}]})"},
        {"GET /namespaces"}, "NAMESPACE     KEYS  LAST SEQ\nintegration/     2        41\n");
    row("list|--kind|workflow|--json", {R"({"namespaces":[]})"}, {"GET /namespaces?kind=workflow"},
        "{\"namespaces\":[]}\n");
    row("list|workflow/wf-1|--json",
        {R"({"entries":[{"key":"a","value":1e400}],"nextCursor":"c/1"})",
         R"({"entries":[{"key":"b","value":2}],"nextCursor":null})"},
        {"GET " + entriesPath + "?limit=1000", "GET " + entriesPath + "?limit=1000&cursor=c%2F1"},
        "{\"entries\":[{\"key\":\"a\",\"value\":1e400},{\"key\":\"b\",\"value\":2}],"
        "\"nextCursor\":null}\n");
    row("list|workflow/wf-1|--keys|--prefix|a|--limit|1",
        {R"({"entries":[{"key":"a\nb"}],"nextCursor":"c"})"},
        {"GET " + entriesPath + "?limit=1&prefix=a&values=false"}, "a\\nb\n");
    row("history|workflow/wf-1|k",
        {R"({"changes":[)"
         R"({"seq":9,"version":2,"op":"delete","at":"2026-03-01T12:00:01.000Z","keyId":"control"},)"
         R"({"seq":8,"version":1,"op":"set","value":[1],"at":"2026-03-01T12:00:00.000Z","operation":4}],"more":false})"},
        {"GET " + entriesPath + "/k/history?limit=20"},
        "VERSION  WHEN                 OP      OPERATION  BY       VALUE\n"
        "      2  2026-03-01 12:00:01  delete             control\n"
        "      1  2026-03-01 12:00:00  set             4           [1]\n");
    row("diff|workflow/wf-1|k|1|3",
        {R"({"from":1,"to":3,"changes":[{"path":"/a","op":"changed","old":1,"new":2},)"
         R"({"path":"/b","op":"added","new":[]},{"path":"/c","op":"removed","old":"x"}],"complete":true})"},
        {"GET " + entriesPath + "/k/diff?from=1&to=3"},
        "version 1 -> 3\n~ /a  1 -> 2\n+ /b  []\n- /c  \"x\"\n");
}

void addOfApiKeys()
{
    row("keys|list",
        {R"({"keys":[{"id":"key_1","prefix":"int_ab","api":"integration","label":"CI",)"
         R"("readOnly":true,"resources":["imports"],"plan":"local",)"
         R"("createdAt":"2026-03-01T12:00:00.000Z","lastUsedAt":null,"source":"store"}]})"},
        {"GET /keys"},
        "ID     API          BEGINS  RIGHTS              PLAN   MADE                 LAST USED "
        " "
        "SOURCE  LABEL\n"
        "key_1  integration  int_ab  read-only, imports  local  2026-03-01 12:00:00  never     "
        " "
        "store   CI\n");
    row("keys|create|business|--label|CI|--read-only|--resource|a|--resource|b|--plan|starter",
        {R"({"key":{"id":"key_2"},"text":"biz_secret"})"},
        {R"(POST /keys {"api":"business","label":"CI","resources":["a","b"],"plan":"starter","readOnly":true})"},
        "biz_secret\n");
    row("keys|rotate|key_2|--grace|60", {R"({"key":{"id":"key_2"},"text":"biz_new"})"},
        {R"(POST /keys/key_2/rotate {"grace":60})"}, "biz_new\n");
    row("keys|revoke|key_2", {R"({"revoked":true})"}, {"DELETE /keys/key_2"}, "revoked key_2\n");
}

void addOfWebhooks()
{
    const QByteArray attempts =
        R"([{"status_code":503,"error":null},{"status_code":null,"error":"No answer."}])";
    row("webhooks|list",
        {R"({"webhooks":[{"id":"wh_1","url":"http://a/","events":["*"],"enabled":true,)"
         R"("disabledReason":null,"waiting":0},{"id":"wh_2","url":"http://b/",)"
         R"("events":["order.created","order.shipped"],"enabled":false,)"
         R"("disabledReason":"gone","waiting":12}]})"},
        {"GET /webhooks"},
        "ID    STATE           WAITING  EVENTS                        URL\n"
        "wh_1  enabled               0  *                             http://a/\n"
        "wh_2  disabled: gone       12  order.created, order.shipped  http://b/\n");
    row("webhooks|deliveries|wh/1|--limit|2",
        {R"({"deliveries":[{"id":"dlv_1","type":"order.created","record_id":"ord_1",)"
         R"("status":"retrying","created_at":"2026-03-01T12:00:00.000Z",)"
         R"("next_attempt_at":"2026-03-01T12:00:10.000Z","tries":2,"attempts":)" +
         attempts + R"(}],"nextCursor":"dlv_1"})"},
        {"GET /webhooks/wh%2F1/deliveries?limit=2"},
        "ID     QUEUED               EVENT          RECORD  STATUS    TRIES  NEXT              "
        " "
        "  LAST\n"
        "dlv_1  2026-03-01 12:00:00  order.created  ord_1   retrying      2  2026-03-01 "
        "12:00:10"
        "  No answer.\n");
    row("webhooks|deliveries|wh_1|--json", {R"({"deliveries":[],"nextCursor":null})"},
        {"GET /webhooks/wh_1/deliveries?limit=20"}, "{\"deliveries\":[],\"nextCursor\":null}\n");
    row("webhooks|resend|wh_1|dlv/1", {R"({"delivery":{"id":"dlv_2"}})"},
        {"POST /webhooks/wh_1/deliveries/dlv%2F1/resend"}, "queued dlv_2\n");
    row("webhooks|test|wh_1", {R"({"delivery":{"id":"dlv_2"}})"}, {"POST /webhooks/wh_1/test"},
        "queued dlv_2\n");
    row("webhooks|enable|wh_1", {R"({"webhook":{"id":"wh_1"}})"},
        {R"(PATCH /webhooks/wh_1 {"enabled":true})"}, "enabled wh_1\n");
    row("webhooks|disable|wh_1|--json", {R"({"webhook":{"id":"wh_1"}})"},
        {R"(PATCH /webhooks/wh_1 {"enabled":false})"}, "{\"webhook\":{\"id\":\"wh_1\"}}\n");
}

void addOfTheServer()
{
    row("token|user|--campaign|spring|--app|quiz|--sub|ann|--ttl|15m",
        {R"({"token":"a.b.c","expiresAt":"2026-03-01T12:00:00.000Z"})"},
        {R"(POST /tokens/user {"campaign":"spring","app":"quiz","sub":"ann","ttl":900})"},
        "a.b.c\n");
    row("stats|--json", {R"({"version":"1"})"}, {"GET /statistics"}, "{\"version\":\"1\"}\n");
}

} // namespace

class CommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void run_command_callsAndPrints_data();
    void run_command_callsAndPrints();
    void set_standardInput_isRead();
    void hookRun_script_printsResultAndTellsTheRest();
    void history_more_goesOnBehindTheLast();
};

void CommandsTest::run_command_callsAndPrints_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArrayList>("answers");
    QTest::addColumn<QByteArrayList>("calls");
    QTest::addColumn<QByteArray>("out");
    addOfOneKey();
    addOfManyKeys();
    addOfLists();
    addOfApiKeys();
    addOfWebhooks();
    addOfTheServer();
}

void CommandsTest::run_command_callsAndPrints()
{
    QFETCH(QString, words);
    QFETCH(QByteArrayList, answers);
    ScriptedServer server;
    for (const QByteArray& answer : answers)
        server.add(200, answer);
    ProgramRun program(server.url());
    const int code = program.run(words);
    QVERIFY2(code == 0, program.err.constData());
    QTEST(server.calls(), "calls");
    QTEST(program.out, "out");
}

void CommandsTest::set_standardInput_isRead()
{
    ScriptedServer server;
    server.add(200, R"({"version":1})");
    ProgramRun program(server.url());
    program.input = " [" + QByteArray(300'000, ' ') + "1.0 ]\n";
    QCOMPARE(program.run(u"set|a/b|k|-"_s), 0);
    QCOMPARE(server.seen()[0].body, R"({"value":[1.0]})");
}

void CommandsTest::hookRun_script_printsResultAndTellsTheRest()
{
    const QByteArray answer =
        R"({"result":{"a": 1.10},"log":[{"level":"info","message":"hi"},)"
        R"({"level":"warning","message":"a\u001bb"}],"changes":[)"
        R"({"namespace":"integration/","key":"k","version":2,"op":"set","value":1}],"runs":1})";
    ScriptedServer server;
    for (int i = 0; i < 3; ++i)
        server.add(200, answer);
    ProgramRun program(server.url());
    program.input = "function f() {}";
    QCOMPARE(program.run(u"hook|run|-|--function|f"_s), 0);
    QCOMPARE(program.out, "{\"a\":1.10}\n");
    QCOMPARE(program.err, "hi\nwarning: a\\u001bb\nset integration/ k\n");
    QCOMPARE(
        server.calls().last(), R"(POST /hooks:run {"script":"function f() {}","function":"f"})");
    QTemporaryFile data;
    QVERIFY(data.open());
    data.write("[{\"id\": 1}]");
    data.close();
    program.input = "f";
    QCOMPARE(
        program.run(
            u"hook|run|-|--function|f|--namespace|integration|--dry-run|--data|"_s +
            data.fileName()),
        0);
    QVERIFY(program.err.endsWith("would set integration/ k\n"));
    QCOMPARE(
        server.calls().last(),
        R"(POST /hooks:run {"script":"f","function":"f","options":{"data":[{"id":1}],)"
        R"("errors":[],"settings":{}},"namespace":"integration/","dryRun":true})");
    program.out.clear();
    QCOMPARE(program.run(u"hook|run|-|--function|f|--json"_s), 0);
    QCOMPARE(program.out, QByteArray(answer).replace("\"a\": ", "\"a\":") + '\n');
}

void CommandsTest::history_more_goesOnBehindTheLast()
{
    ScriptedServer server;
    QByteArray changes;
    for (int version = 1500; version > 500; --version)
        changes += (changes.isEmpty() ? "" : ",") + QByteArray(R"({"version":)") +
                   QByteArray::number(version) + '}';
    server.add(200, R"({"changes":[)" + changes + R"(],"more":true})");
    server.add(200, R"({"changes":[{"version":500}],"more":false})");
    ProgramRun program(server.url());
    QCOMPARE(program.run(u"history|a/b|k|--limit|0|--json"_s), 0);
    QVERIFY(server.calls()[1].endsWith("/history?limit=1000&before=501"));
    QCOMPARE(
        program.out, R"({"changes":[)" + changes + R"(,{"version":500}],"more":false})" + '\n');
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
