// SPDX-License-Identifier: GPL-3.0-or-later
// How commands print: to terminals and pipes, results and remarks, help.
#include "tests/cli/programrun.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class CommandOutputTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void get_terminal_isLaidOutAndHarmless();
    void list_terminal_fitsIntoTheWidth();
    void run_forgedAnswer_actsUponNoTerminal_data();
    void run_forgedAnswer_actsUponNoTerminal();
    void run_colours_areOnlyForTerminals_data();
    void run_colours_areOnlyForTerminals();
    void list_nothing_isSaidAside();
    void run_operation_tellsHowToUndoIt();
    void help_isPrinted_data();
    void help_isPrinted();
};

void CommandOutputTest::get_terminal_isLaidOutAndHarmless()
{
    ScriptedServer server;
    server.add(200, "{\"value\":{\"a\":\"\xc2\x9b\",\"b\":[1,2]}}");
    ProgramRun program(server.url());
    program.columns = 40;
    QCOMPARE(program.run(u"get|a/b|k"_s), 0);
    QCOMPARE(program.out, "{\n  \"a\": \"\\u009b\",\n  \"b\": [1, 2]\n}\n");
}

void CommandOutputTest::list_terminal_fitsIntoTheWidth()
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

void CommandOutputTest::run_forgedAnswer_actsUponNoTerminal_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("key") << u"keys|create|integration"_s
                         << QByteArray(R"({"key":{"id":"E"},"text":"E"})");
    QTest::newRow("token") << u"token|user|--campaign|a|--app|b|--sub|c"_s
                           << QByteArray(R"({"token":"E","expiresAt":"E"})");
    QTest::newRow("hook") << u"hook|run|-|--function|f"_s
                          << QByteArray(
                                 R"({"result":"E","log":[{"level":"E","message":"E"}],)"
                                 R"("changes":[{"namespace":"E","key":"E","op":"E"}],"runs":1})");
}

// What answers need not be Stateroom.
void CommandOutputTest::run_forgedAnswer_actsUponNoTerminal()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, answer);
    ScriptedServer server;
    server.add(200, answer.replace("E", "\\u001b]0;x\\u0007"));
    ProgramRun program(server.url());
    program.columns = 80;
    program.environment.insert(u"NO_COLOR"_s, u"1"_s);
    QCOMPARE(program.run(words), 0);
    for (const QByteArray& said : {program.out, program.err}) {
        QVERIFY(said.contains("u001b]0;x"));
        QVERIFY(!said.contains('\033') && !said.contains('\a'));
    }
}

void CommandOutputTest::run_colours_areOnlyForTerminals_data()
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

void CommandOutputTest::run_colours_areOnlyForTerminals()
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

void CommandOutputTest::list_nothing_isSaidAside()
{
    ScriptedServer server;
    server.add(200, R"({"entries":[],"nextCursor":null})");
    server.add(200, R"({"namespaces":[{"namespace":"a/b"}]})");
    ProgramRun program(server.url());
    QCOMPARE(program.run(u"list|a/b"_s), 0);
    QCOMPARE(program.out, "");
    QCOMPARE(program.err, "There are no such keys.\n");
}

void CommandOutputTest::run_operation_tellsHowToUndoIt()
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

void CommandOutputTest::help_isPrinted_data()
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

void CommandOutputTest::help_isPrinted()
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

QTEST_GUILESS_MAIN(CommandOutputTest)
#include "tst_commandoutput.moc"
