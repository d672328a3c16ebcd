// SPDX-License-Identifier: GPL-3.0-or-later
// What a command says when it cannot do its work, and by which exit code.
#include "tests/cli/programrun.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

void row(
    const char* name, const char* words, int status, const QByteArray& answer, int code,
    const char* said)
{
    QTest::newRow(name) << QString::fromUtf8(words) << status << answer << code << QByteArray(said);
}

QByteArray error(const char* message)
{
    return QByteArray("{\"error\":{\"code\":\"X\",\"message\":\"") + message + "\"}}";
}

/// What is found out before the server is asked.
void addOfUsage()
{
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
    row("no file", "set|a/b|k|--file|/nonexistent/x", 0, "", 7, "Cannot read /nonexistent/x");
    row("no import file", "import|/nonexistent/x", 0, "", 7, "Cannot read /nonexistent/x");
    row("no certificates", "stats|--ca|/nonexistent/x", 0, "", 7, "Cannot read");
}

void addOfAnswers()
{
    row("missing key", "get|a/b|k", 404, error("No such key."), 1, "No such key.");
    row("compacted", "get|a/b|k|--at|3d", 410, error("Too old."), 1, "Too old.");
    row("nothing deleted", "delete|a/b|k", 200, R"({"deleted":false})", 1,
        "nothing to delete in a/b");
    row("no key of the prefix", "delete|a/b|--prefix|x", 200,
        R"({"deleted":0,"operation":null,"sample":[]})", 1, "nothing to delete");
    row("nothing undeleted", "undelete|a/b", 200, R"({"restored":0,"operation":null})", 1,
        "nothing to bring back");
    row("nothing copied", "copy|a/b|c/d", 200, R"({"copied":0,"skipped":0})", 1, "nothing to copy");
    row("no history", "history|a/b|k", 200, R"({"changes":[],"more":false})", 1,
        "There is no such key");
    row("nothing before", "history|a/b|k|--before|1", 200, R"({"changes":[],"more":false})", 1,
        "nothing before that version");
    row("nothing to restore", "restore|a/b|k|--at|10m", 200,
        R"({"restored":0,"deleted":0,"unchanged":0,"expired":0,"operation":null})", 1,
        "neither now nor then");
    row("unknown export", "export|a/b", 200, R"({"namespaces":[{"namespace":"a/c"}]})", 1,
        "There is no namespace a/b");
    row("refused by the server", "list|a/b", 400, error("No namespace."), 2, "No namespace.");
    row("wrong token", "list", 401, error("No."), 4, "The token came from STATEROOM_TOKEN");
    row("own namespace", "list|system/keys", 403, error("Not here."), 4, "Not here.");
    row("version conflict", "set|a/b|k|1|--expect|2", 409, error("It has 3."), 5, "It has 3.");
    row("undo conflict", "undo|5", 409, error("Written since."), 5, "--force");
    row("disk full", "set|a/b|k|1", 507, error("No room."), 6, "No room.");
    row("read-only", "set|a/b|k|1", 503, error("Read-only."), 6, "Read-only.");
    row("no Stateroom", "stats", 404, "<html>", 6, "not in the way of Stateroom");
    row("forged message", "list", 404, error("a\\u001b[2Jb"), 1, "a\\u001b[2Jb");
}

void addOfHooks()
{
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
}

} // namespace

class CommandFailuresTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void run_failure_hasItsExitCode_data();
    void run_failure_hasItsExitCode();
    void run_noServer_isThree();
    void run_interrupted_saysNothing();
    void run_readerGone_saysNothing();
};

void CommandFailuresTest::run_failure_hasItsExitCode_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    addOfUsage();
    addOfAnswers();
    addOfHooks();
}

void CommandFailuresTest::run_failure_hasItsExitCode()
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

void CommandFailuresTest::run_noServer_isThree()
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

void CommandFailuresTest::run_interrupted_saysNothing()
{
    const ScriptedServer server;
    ProgramRun program(server.url());
    program.interruption.request();
    QCOMPARE(program.run(u"list"_s), 130);
    QCOMPARE(program.err, "");
}

void CommandFailuresTest::run_readerGone_saysNothing()
{
    ScriptedServer server;
    server.add(200, R"({"value":"more than there is room for"})");
    ProgramRun program(server.url());
    program.outputRoom = 3;
    QCOMPARE(program.run(u"get|a/b|k"_s), 141);
    QCOMPARE(program.err, "");
}

QTEST_GUILESS_MAIN(CommandFailuresTest)
#include "tst_commandfailures.moc"
