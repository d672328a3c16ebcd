// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/programrun.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nretry: 1\n\n";

QByteArray change(int seq, const QByteArray& value)
{
    const QByteArray number = QByteArray::number(seq);
    return "id: " + number + "\ndata: {\"seq\":" + number +
           ",\"namespace\":\"a/b\",\"key\":\"k\\u001b\",\"version\":" + number +
           ",\"op\":\"set\",\"value\":" + value + ",\"at\":\"2026-03-01T12:00:00.000Z\"}\n\n";
}

QByteArray line(int seq, const QByteArray& value)
{
    const QByteArray number = QByteArray::number(seq);
    return "{\"seq\":" + number +
           ",\"namespace\":\"a/b\",\"key\":\"k\\u001b\",\"version\":" + number +
           ",\"op\":\"set\",\"value\":" + value + ",\"at\":\"2026-03-01T12:00:00.000Z\"}\n";
}

} // namespace

class TstWatchCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void watch_changes_arePrintedAsTheyCome()
    {
        ScriptedServer server;
        server.add(200, R"({"log":{"lastSeq":6}})");
        server.add({.bytes = head + ": hello\n\n" + change(7, "1.10") + change(8, "[1e400]")});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"watch|a/b|k|--json|--count|2"_s), 0);
        QCOMPARE(program.out, line(7, "1.10") + line(8, "[1e400]"));
        QCOMPARE(server.calls()[1], "GET /watch?namespace=a%2Fb&key=k&since=6");
        QVERIFY(server.seen()[1].head.contains("\r\nAccept: text/event-stream\r\n"));
        QCOMPARE(program.err, "");
    }

    void watch_human_isOneLineEach()
    {
        ScriptedServer server;
        server.add({.bytes = head + change(7, "{\"a\":1}")});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"watch|--since|0|--prefix|x|-n1"_s), 0);
        QCOMPARE(program.out, "2026-03-01 12:00:00  set      a/b k\\u001b  v7  {\"a\":1}\n");
        QCOMPARE(server.calls()[0], "GET /watch?prefix=x&since=0");
    }

    void watch_connectionLost_goesOnBehindTheLast()
    {
        ScriptedServer server;
        server.add(200, R"({"log":{"lastSeq":6}})");
        server.add(
            {.bytes = head + change(7, "1") + change(8, "2") + "id: 9\ndata: {\"half\":",
             .closes = true});
        server.add({.bytes = {}, .closes = true}); // still starting
        server.add(
            {.bytes = answerBytes(503, R"({"error":{"message":"Stopping."}})"), .closes = true});
        server.add({.bytes = head + change(9, "3")});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"watch|--json|--count|3"_s), 0);
        QCOMPARE(program.out, line(7, "1") + line(8, "2") + line(9, "3"));
        QCOMPARE(server.calls().last(), "GET /watch?since=8");
        QCOMPARE(
            program.err, "The connection is lost; trying again.\n"
                         "Connected again.\n");
    }

    void watch_lostBeforeTheFirstChange_missesNone()
    {
        ScriptedServer server;
        server.add(200, R"({"log":{"lastSeq":6}})");
        server.add({.bytes = head, .closes = true});
        server.add({.bytes = head + change(7, "1")});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"watch|--json|--count|1"_s), 0);
        QCOMPARE(server.calls().last(), "GET /watch?since=6");
    }

    void watch_reset_isTold()
    {
        ScriptedServer server;
        const QByteArray reset = "event: reset\ndata: {\"from\":40}\n\n";
        server.add({.bytes = head + reset + change(41, "1")});
        server.add({.bytes = head + reset + change(41, "1")});
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"watch|--since|1|--json|--count|1"_s), 0);
        QCOMPARE(program.out, "{\"reset\":{\"from\":40}}\n" + line(41, "1"));
        QCOMPARE(program.run(u"watch|--since|1|--count|1"_s), 0);
        QVERIFY(program.err.contains("changes were missed"));
    }

    void watch_refused_isNotTriedAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("401") << 401 << 4;
        QTest::newRow("403") << 403 << 4;
        QTest::newRow("400") << 400 << 2;
        QTest::newRow("500 at first") << 500 << 6;
    }

    void watch_refused_isNotTriedAgain()
    {
        QFETCH(int, status);
        ScriptedServer server;
        server.addError(status, "X", "No.");
        ProgramRun program(server.url());
        QTEST(program.run(u"watch|--since|0"_s), "code");
        QCOMPARE(server.seen().size(), 1);
    }

    void watch_interrupted_ends()
    {
        ScriptedServer server;
        ProgramRun program(server.url());
        server.add({.bytes = head + change(1, "1"), .then = [&program] {
                        QMetaObject::invokeMethod(
                            &program.interruption, [&program] { program.interruption.request(); },
                            Qt::QueuedConnection);
                    }});
        QCOMPARE(program.run(u"watch|--since|0|--json"_s), 130);
        QCOMPARE(program.err, "");
    }

    void watch_readerGone_ends()
    {
        ScriptedServer server;
        server.add({.bytes = head + change(1, "1")});
        ProgramRun program(server.url());
        program.outputRoom = 0;
        QCOMPARE(program.run(u"watch|--since|0|--json"_s), 141);
    }

    void watch_otherAnswer_isNoStream()
    {
        ScriptedServer server;
        server.add(200, "{}");
        ProgramRun program(server.url());
        QCOMPARE(program.run(u"watch|--since|0"_s), 6);
        QVERIFY(program.err.contains("no stream of events"));
    }
};

QTEST_GUILESS_MAIN(TstWatchCommand)
#include "tst_watchcommand.moc"
