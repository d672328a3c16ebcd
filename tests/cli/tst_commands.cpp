// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/programrun.h"

#include <QTemporaryFile>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray entry =
    R"({"key":"k","value":{"b": 1.10,"a":12345678901234567890},"version":3,"seq":9,)"
    R"("writtenAt":"2026-03-01T12:00:00.000Z"})";
const QByteArray stripped =
    R"({"key":"k","value":{"b":1.10,"a":12345678901234567890},"version":3,"seq":9,)"
    R"("writtenAt":"2026-03-01T12:00:00.000Z"})";

} // namespace

/// Each command against a server that answers as scripted.
class TstCommands : public QObject {
    Q_OBJECT

    static void columns()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArrayList>("answers");
        QTest::addColumn<QByteArrayList>("calls");
        QTest::addColumn<QByteArray>("out");
    }

private Q_SLOTS:
    void run_command_callsAndPrints_data()
    {
        columns();
        const auto row = [](const char* words, QByteArrayList answers, QByteArrayList calls,
                            QByteArray out) {
            QTest::newRow(words) << QString::fromUtf8(words) << answers << calls << out;
        };
        const QByteArray at = "/namespaces/workflow%2Fwf-1/entries";
        row("get|workflow/wf-1|k", {entry}, {"GET " + at + "/k"},
            "{\"b\":1.10,\"a\":12345678901234567890}\n");
        row("get|workflow/wf-1|a/b?|--json", {entry}, {"GET " + at + "/a%2Fb%3F"}, stripped + '\n');
        row("get|integration|k|--raw", {R"({"value":"a\nb\u00e9"})"},
            {"GET /namespaces/integration%2F/entries/k"}, "a\nb\xc3\xa9\n");
        row("get|workflow/wf-1|k|--version|2", {R"({"value":1})"}, {"GET " + at + "/k?version=2"},
            "1\n");
        row("get|workflow/wf-1|k|--at|10m", {R"({"value":1})"},
            {"GET " + at + "/k?at=2023-11-14T22%3A03%3A20.000Z"}, "1\n");

        row("set|workflow/wf-1|k|{\"b\": 1.10}", {R"({"version":4})"},
            {"PUT " + at + R"(/k {"value":{"b":1.10}})"}, "version 4\n");
        row("set|workflow/wf-1|k|-5|--ttl|1.5|--json", {R"({"version":4})"},
            {"PUT " + at + R"(/k {"value":-5,"ttl":1.5})"}, "{\"version\":4}\n");
        row("set|workflow/wf-1|k|plain \"text\"|--string|--create", {R"({"version":1})"},
            {"PUT " + at + "/k {\"value\":\"plain \\\"text\\\"\",\"expectedVersion\":0}"},
            "version 1\n");
        row("set|workflow/wf-1|k|1|--expect|7", {R"({"version":8})"},
            {"PUT " + at + R"(/k {"value":1,"expectedVersion":7})"}, "version 8\n");

        row("delete|workflow/wf-1|k", {R"({"deleted":true,"version":5})"}, {"DELETE " + at + "/k"},
            "deleted 1 key\n");
        row("delete|workflow/wf-1|k|--expect|4", {R"({"deleted":true,"version":5})"},
            {"DELETE " + at + "/k?expectedVersion=4"}, "deleted 1 key\n");
        row("delete|workflow/wf-1|k|l", {R"({"deleted":2,"operation":7,"sample":["k","l"]})"},
            {"POST " + at + R"(:delete {"keys":["k","l"]})"}, "deleted 2 keys\n");
        row("delete|workflow/wf-1|--prefix|tmp/|--dry-run",
            {R"({"deleted":2,"operation":null,"sample":["tmp/a","tmp/b\u001b"]})"},
            {"POST " + at + R"(:delete {"prefix":"tmp/","dryRun":true})"},
            "would have deleted 2 keys\n  tmp/a\n  tmp/b\\u001b\n");
        row("delete|workflow/wf-1|--all|--json", {R"({"deleted":1,"operation":7,"sample":["a"]})"},
            {"POST " + at + R"(:delete {"all":true})"},
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
            {R"(POST /undo {"operation":57,"force":true})"},
            "restored 1 key, deleted 2, skipped 1\n");
        row("undo|--revision|5", {R"({"restored":1,"operation":9})"},
            {R"(POST /undo {"revision":5})"}, "restored 1 key\n");
        row("copy|workflow/wf-1|workflow/wf-2|--overwrite",
            {R"({"copied":3,"skipped":0,"operation":2})"},
            {"POST " + at + R"(:copy {"to":"workflow/wf-2","overwrite":true})"}, "copied 3 keys\n");

        row("list",
            {R"({"namespaces":[{"namespace":"integration/","keys":2,"lastSeq":41,"versionBase":0}]})"},
            {"GET /namespaces"}, "NAMESPACE     KEYS  LAST SEQ\nintegration/     2        41\n");
        row("list|--kind|workflow|--json", {R"({"namespaces":[]})"},
            {"GET /namespaces?kind=workflow"}, "{\"namespaces\":[]}\n");
        row("list|workflow/wf-1|--json",
            {R"({"entries":[{"key":"a","value":1e400}],"nextCursor":"c/1"})",
             R"({"entries":[{"key":"b","value":2}],"nextCursor":null})"},
            {"GET " + at + "?limit=1000", "GET " + at + "?limit=1000&cursor=c%2F1"},
            "{\"entries\":[{\"key\":\"a\",\"value\":1e400},{\"key\":\"b\",\"value\":2}],"
            "\"nextCursor\":null}\n");
        row("list|workflow/wf-1|--keys|--prefix|a|--limit|1",
            {R"({"entries":[{"key":"a\nb"}],"nextCursor":"c"})"},
            {"GET " + at + "?limit=1&prefix=a&values=false"}, "a\\nb\n");
        row("history|workflow/wf-1|k",
            {R"({"changes":[)"
             R"({"seq":9,"version":2,"op":"delete","at":"2026-03-01T12:00:01.000Z","keyId":"control"},)"
             R"({"seq":8,"version":1,"op":"set","value":[1],"at":"2026-03-01T12:00:00.000Z","operation":4}],"more":false})"},
            {"GET " + at + "/k/history?limit=20"},
            "VERSION  WHEN                 OP      OPERATION  BY       VALUE\n"
            "      2  2026-03-01 12:00:01  delete             control\n"
            "      1  2026-03-01 12:00:00  set             4           [1]\n");
        row("diff|workflow/wf-1|k|1|3",
            {R"({"from":1,"to":3,"changes":[{"path":"/a","op":"changed","old":1,"new":2},)"
             R"({"path":"/b","op":"added","new":[]},{"path":"/c","op":"removed","old":"x"}],"complete":true})"},
            {"GET " + at + "/k/diff?from=1&to=3"},
            "version 1 -> 3\n~ /a  1 -> 2\n+ /b  []\n- /c  \"x\"\n");
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
        row("keys|revoke|key_2", {R"({"revoked":true})"}, {"DELETE /keys/key_2"},
            "revoked key_2\n");
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
            {"GET /webhooks/wh_1/deliveries?limit=20"},
            "{\"deliveries\":[],\"nextCursor\":null}\n");
        row("webhooks|resend|wh_1|dlv/1", {R"({"delivery":{"id":"dlv_2"}})"},
            {"POST /webhooks/wh_1/deliveries/dlv%2F1/resend"}, "queued dlv_2\n");
        row("webhooks|test|wh_1", {R"({"delivery":{"id":"dlv_2"}})"}, {"POST /webhooks/wh_1/test"},
            "queued dlv_2\n");
        row("webhooks|enable|wh_1", {R"({"webhook":{"id":"wh_1"}})"},
            {R"(PATCH /webhooks/wh_1 {"enabled":true})"}, "enabled wh_1\n");
        row("webhooks|disable|wh_1|--json", {R"({"webhook":{"id":"wh_1"}})"},
            {R"(PATCH /webhooks/wh_1 {"enabled":false})"}, "{\"webhook\":{\"id\":\"wh_1\"}}\n");
        row("token|user|--campaign|spring|--app|quiz|--sub|ann|--ttl|15m",
            {R"({"token":"a.b.c","expiresAt":"2026-03-01T12:00:00.000Z"})"},
            {R"(POST /tokens/user {"campaign":"spring","app":"quiz","sub":"ann","ttl":900})"},
            "a.b.c\n");
        row("stats|--json", {R"({"version":"1"})"}, {"GET /statistics"}, "{\"version\":\"1\"}\n");
    }

    void run_command_callsAndPrints()
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

    void run_failure_hasItsExitCode_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* name, const char* words, int status,
                            const QByteArray& answer, int code, const char* said) {
            QTest::newRow(name) << QString::fromUtf8(words) << status << answer << code
                                << QByteArray(said);
        };
        const auto error = [](const char* message) {
            return QByteArray("{\"error\":{\"code\":\"X\",\"message\":\"") + message + "\"}}";
        };
        row("missing key", "get|a/b|k", 404, error("No such key."), 1, "No such key.");
        row("compacted", "get|a/b|k|--at|3d", 410, error("Too old."), 1, "Too old.");
        row("nothing deleted", "delete|a/b|k", 200, R"({"deleted":false})", 1,
            "nothing to delete in a/b");
        row("no key of the prefix", "delete|a/b|--prefix|x", 200,
            R"({"deleted":0,"operation":null,"sample":[]})", 1, "nothing to delete");
        row("nothing undeleted", "undelete|a/b", 200, R"({"restored":0,"operation":null})", 1,
            "nothing to bring back");
        row("nothing copied", "copy|a/b|c/d", 200, R"({"copied":0,"skipped":0})", 1,
            "nothing to copy");
        row("no history", "history|a/b|k", 200, R"({"changes":[],"more":false})", 1,
            "There is no such key");
        row("nothing before", "history|a/b|k|--before|1", 200, R"({"changes":[],"more":false})", 1,
            "nothing before that version");
        row("nothing to restore", "restore|a/b|k|--at|10m", 200,
            R"({"restored":0,"deleted":0,"unchanged":0,"expired":0,"operation":null})", 1,
            "neither now nor then");
        row("unknown export", "export|a/b", 200, R"({"namespaces":[{"namespace":"a/c"}]})", 1,
            "There is no namespace a/b");
        row("no namespace", "set|bad|k|1", 0, "", 2, "\"bad\" is no namespace");
        row("no second namespace", "copy|a/b|bad", 0, "", 2, "\"bad\" is no namespace");
        row("no later namespace", "export|a/b|bad", 0, "", 2, "\"bad\" is no namespace");
        row("limit of namespaces", "list|--limit|x", 0, "", 2, "--limit is for the keys");
        row("moment of namespaces", "list|--at|10m", 0, "", 2, "--at is for the keys");
        row("kind of keys", "list|a/b|--kind|a", 0, "", 2, "--kind is for the list of namespaces");
        row("not JSON", "set|a/b|k|abc", 0, "", 2, "VALUE is not JSON: at byte 0");
        row("no value", "set|a/b|k", 0, "", 2, "Missing the VALUE");
        row("two values", "set|a/b|k|1|--file|x", 0, "", 2, "Both a VALUE and --file");
        row("ttl", "set|a/b|k|1|--ttl|soon", 0, "", 2, "--ttl");
        row("negative ttl", "set|a/b|k|1|--ttl|-1", 0, "", 2, "--ttl");
        row("two expectations", "set|a/b|k|1|--create|--expect|2", 0, "", 2, "exclude each other");
        row("hook without a function", "hook|run|-", 0, "", 2, "Which function is to be called?");
        row("hook of a missing file", "hook|run|/nowhere.js|--function|f", 0, "", 7, "/nowhere.js");
        row("hook and data from one input", "hook|run|-|--function|f|--data|-", 0, "", 2,
            "Only one of the two");
        row("hook that throws", "hook|run|-|--function|f", 422,
            R"({"error":{"code":"SCRIPT_ERROR","message":"Error: no","line":3,"column":7,)"
            R"x("stack":"g (line 3)\nf (line 1)"},"log":[]})x",
            8, "-:3:7: Error: no\n  in g (line 3)\n  in f (line 1)\n");
        row("hook that takes too long", "hook|run|-|--function|f", 422,
            R"({"error":{"code":"TIMEOUT","message":"The script took longer."},"log":[]})", 8,
            "-: The script took longer.");
        row("hook in conflict", "hook|run|-|--function|f", 422,
            R"({"error":{"code":"CONFLICT","message":"Others."},"log":[]})", 5, "-: Others.");
        row("hook of another namespace", "hook|run|-|--function|f|--namespace|a/b", 400,
            error("A script's state"), 2, "A script's state");
        row("what to delete", "delete|a/b", 0, "", 2, "What is to be deleted?");
        row("too much to delete", "delete|a/b|k|--all", 0, "", 2, "exclude each other");
        row("restore to what", "restore|a/b|k", 0, "", 2, "Restored to what?");
        row("restore a version of all", "restore|a/b|--version|2", 0, "", 2, "is for one KEY");
        row("two moments", "get|a/b|k|--version|2|--at|2h", 0, "", 2, "give one of them");
        row("keys and prefix", "undelete|a/b|k|--prefix|x", 0, "", 2, "Both keys and --prefix");
        row("undo what", "undo", 0, "", 2, "Which operation");
        row("undo no number", "undo|last", 0, "", 2, "no operation's number");
        row("bad number", "list|a/b|--limit|x", 0, "", 2, "--limit must be a whole number");
        row("bad moment", "get|a/b|k|--at|soon", 0, "", 2, "\"soon\" is no moment");
        row("bad version", "diff|a/b|k|x", 0, "", 2, "\"x\" is no version");
        row("refused by the server", "list|a/b", 400, error("No namespace."), 2, "No namespace.");
        row("wrong token", "list", 401, error("No."), 4, "The token came from STATEROOM_TOKEN");
        row("own namespace", "list|system/keys", 403, error("Not here."), 4, "Not here.");
        row("version conflict", "set|a/b|k|1|--expect|2", 409, error("It has 3."), 5, "It has 3.");
        row("undo conflict", "undo|5", 409, error("Written since."), 5, "--force");
        row("disk full", "set|a/b|k|1", 507, error("No room."), 6, "No room.");
        row("read-only", "set|a/b|k|1", 503, error("Read-only."), 6, "Read-only.");
        row("no Stateroom", "stats", 404, "<html>", 6, "not in the way of Stateroom");
        row("no file", "set|a/b|k|--file|/nonexistent/x", 0, "", 7, "Cannot read /nonexistent/x");
        row("no import file", "import|/nonexistent/x", 0, "", 7, "Cannot read /nonexistent/x");
        row("no certificates", "stats|--ca|/nonexistent/x", 0, "", 7, "Cannot read");
        row("forged message", "list", 404, error("a\\u001b[2Jb"), 1, "a\\u001b[2Jb");
    }

    void run_failure_hasItsExitCode()
    {
        QFETCH(QString, words);
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, said);
        ScriptedServer server;
        if (status > 0)
            server.add(status, answer);
        ProgramRun program(server.url());
        QTEST(program.run(words), "code");
        QVERIFY2(program.err.startsWith("stateroomctl: "), program.err.constData());
        QVERIFY2(program.err.contains(said), program.err.constData());
        QVERIFY(!program.err.contains("ctl_secret"));
        QCOMPARE(server.seen().size(), status > 0 ? 1 : 0);
        QCOMPARE(program.out, "");
    }

    void run_noServer_isThree()
    {
        QString url;
        {
            const ScriptedServer gone;
            url = gone.url();
        }
        ProgramRun program(url);
        QCOMPARE(program.run(u"list"_s), 3);
        QVERIFY(program.err.contains("cannot be reached: Connection refused"));
    }

    void run_interrupted_saysNothing()
    {
        const ScriptedServer server;
        ProgramRun program(server.url());
        program.interruption.request();
        QCOMPARE(program.run(u"list"_s), 130);
        QCOMPARE(program.err, "");
    }

    void run_readerGone_saysNothing()
    {
        ScriptedServer server;
        server.add(200, entry);
        ProgramRun program(server.url());
        program.outputRoom = 3;
        QCOMPARE(program.run(u"get|a/b|k"_s), 141);
        QCOMPARE(program.err, "");
    }

    void set_standardInput_isRead()
    {
        ScriptedServer server;
        server.add(200, R"({"version":1})");
        ProgramRun program(server.url());
        program.input = " [" + QByteArray(300'000, ' ') + "1.0 ]\n";
        QCOMPARE(program.run(u"set|a/b|k|-"_s), 0);
        QCOMPARE(server.seen()[0].body, R"({"value":[1.0]})");
    }

    void get_terminal_isLaidOutAndHarmless()
    {
        ScriptedServer server;
        server.add(200, "{\"value\":{\"a\":\"\xc2\x9b\",\"b\":[1,2]}}");
        ProgramRun program(server.url());
        program.columns = 40;
        QCOMPARE(program.run(u"get|a/b|k"_s), 0);
        QCOMPARE(program.out, "{\n  \"a\": \"\\u009b\",\n  \"b\": [1, 2]\n}\n");
    }

    void hookRun_script_printsResultAndTellsTheRest()
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
            server.calls().last(),
            R"(POST /hooks:run {"script":"function f() {}","function":"f"})");
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

    void list_terminal_fitsIntoTheWidth()
    {
        const QByteArray answer =
            "{\"entries\":[{\"key\":\"k\",\"version\":1,\"writtenAt\":\"2026-03-01T12:00:00Z\","
            "\"value\":\"" +
            QByteArray(100'000, 'x') + "\"},{\"key\":\"a\\u001b[2Jlonger\",\"version\":22," +
            R"("writtenAt":"2026-03-01T12:00:00Z","value":1}],"nextCursor":null})";
        ScriptedServer server;
        server.add(200, answer);
        ProgramRun program(server.url());
        program.columns = 60;
        program.environment.insert(u"NO_COLOR"_s, u"1"_s);
        QCOMPARE(program.run(u"list|a/b"_s), 0);
        QCOMPARE(
            program.out, "KEY               VERSION  WRITTEN              VALUE\n"
                         "k                       1  2026-03-01 12:00:00  \"xxxxxxxxxx…\n"
                         "a\\u001b[2Jlonger       22  2026-03-01 12:00:00  1\n");
    }

    void run_colours_areOnlyForTerminals_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("terminal");
        QTest::addColumn<QString>("noColor");
        QTest::addColumn<bool>("coloured");
        QTest::newRow("terminal") << u"list"_s << true << u""_s << true;
        QTest::newRow("pipe") << u"list"_s << false << u""_s << false;
        QTest::newRow("NO_COLOR") << u"list"_s << true << u"1"_s << false;
        QTest::newRow("never") << u"list|--color|never"_s << true << u""_s << false;
        QTest::newRow("always") << u"list|--color=always"_s << false << u"1"_s << true;
        QTest::newRow("JSON") << u"list|--json"_s << true << u""_s << false;
    }

    void run_colours_areOnlyForTerminals()
    {
        QFETCH(QString, words);
        QFETCH(bool, terminal);
        QFETCH(QString, noColor);
        ScriptedServer server;
        server.add(200, R"({"namespaces":[{"namespace":"a/b","keys":1,"lastSeq":1}]})");
        ProgramRun program(server.url());
        program.columns = terminal ? 80 : 0;
        program.environment.insert(u"NO_COLOR"_s, noColor);
        QCOMPARE(program.run(words), 0);
        QTEST(program.out.contains('\033'), "coloured");
    }

    void list_nothing_isSaidAside()
    {
        ScriptedServer server;
        server.add(200, R"({"entries":[],"nextCursor":null})");
        server.add(200, R"({"namespaces":[{"namespace":"a/b"}]})");
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"list|a/b"_s), 0);
        QCOMPARE(program.out, "");
        QCOMPARE(program.err, "There are no such keys.\n");
    }

    void run_operation_tellsHowToUndoIt()
    {
        ScriptedServer server;
        server.add(200, R"({"copied":3,"skipped":0,"operation":12})");
        server.add(200, R"({"copied":3,"skipped":0,"operation":12})");
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"copy|a/b|c/d"_s), 0);
        QCOMPARE(program.err, "To take it back: stateroomctl undo 12\n");
        QCOMPARE(program.run(u"copy|a/b|c/d|--quiet"_s), 0);
        QCOMPARE(program.err, "");
    }

    void history_more_goesOnBehindTheLast()
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

    void help_isPrinted_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("help") << u"help"_s << QByteArray("Usage: stateroomctl COMMAND");
        QTest::newRow("--help") << u"--help"_s << QByteArray("Usage: stateroomctl COMMAND");
        QTest::newRow("help get") << u"help|get"_s << QByteArray("Usage: stateroomctl get");
        QTest::newRow("get -h") << u"get|-h"_s << QByteArray("Usage: stateroomctl get");
        QTest::newRow("help keys") << u"help|keys"_s << QByteArray("Commands:\n  keys list");
        QTest::newRow("keys --help") << u"keys|--help"_s << QByteArray("Commands:\n  keys list");
        QTest::newRow("--data d help")
            << u"--data|d|help"_s << QByteArray("Usage: stateroomctl COMMAND");
        QTest::newRow("--data d --json help get")
            << u"--data|d|--json|help|get"_s << QByteArray("Usage: stateroomctl get");
        QTest::newRow("--data=d help keys --json")
            << u"--data=d|help|keys|--json"_s << QByteArray("Commands:\n  keys list");
        QTest::newRow("version") << u"--version"_s << QByteArray("stateroomctl ");
    }

    void help_isPrinted()
    {
        QFETCH(QString, words);
        QFETCH(QByteArray, begins);
        ProgramRun program(u"http://127.0.0.1:1"_s);
        QCOMPARE(program.run(words), 0);
        QVERIFY2(program.out.startsWith(begins), program.out.constData());
        const auto lines = program.out.split('\n');
        for (const QByteArray& line : lines)
            QVERIFY2(line.size() <= 80 || line.startsWith("  stateroomctl "), line.constData());
    }
};

QTEST_GUILESS_MAIN(TstCommands)
#include "tst_commands.moc"
