// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that come later, never, or when nobody waits any more.
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QRegularExpression>
#include <QTest>

using namespace stateroom;

class TstReplies : public QObject {
    Q_OBJECT

    static QByteArray get(const QByteArray& path)
    {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

private Q_SLOTS:
    void pipelined_asynchronousAnswers_comeInOrder()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/hold/a") + get("/v1/state/x/y") + get("/hold/b") + get("/hold/c"));
        QVERIFY(server.waitForHeld("a"));
        QVERIFY(client.isQuiet()); // y waits for a
        server.release("a");
        QCOMPARE(client.read().body, "a");
        QCOMPARE(client.read().body, "x|y");
        QVERIFY(server.waitForHeld("b"));
        server.release("b");
        QCOMPARE(client.read().body, "b");
        QVERIFY(server.waitForHeld("c"));
        server.release("c");
        QCOMPARE(client.read().body, "c");
        QVERIFY(client.isQuiet());
    }

    void pipelined_thousandRequests_comeInOrder()
    {
        TestServer server;
        RawClient client(server.port());
        QByteArray requests;
        for (int i = 0; i < 1000; ++i)
            requests += get("/v1/state/n/" + QByteArray::number(i));
        client.send(requests);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(client.read().body, "n|" + QByteArray::number(i));
    }

    void pipelined_whileTheFirstIsHeld_nextIsNotHandled()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/hold/a") + get("/hold/b"));
        QVERIFY(server.waitForHeld("a"));
        server.with("a", [](TestServer::Held& held) { QVERIFY(held.reply.isPending()); });
        server.release("a");
        QVERIFY(server.waitForHeld("b"));
        server.with("a", [](TestServer::Held& held) {
            QVERIFY(!held.reply.isPending());
            QVERIFY(!held.reply.context());
        });
        server.release("b");
        QCOMPARE(client.read().body, "a");
        QCOMPARE(client.read().body, "b");
    }

    void send_twice_firstCounts()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/hold/a"));
        QVERIFY(server.waitForHeld("a"));
        server.with("a", [](TestServer::Held& held) {
            held.reply.send(Response::text(200, "first"));
            held.reply.send(Response::text(200, "second"));
            QVERIFY(!held.reply.startStream(Response::empty(200)).isOpen());
        });
        QCOMPARE(client.read().body, "first");
        QCOMPARE(client.ask(get("/v1/state/x/y")).body, "x|y");
    }

    void drop_reply_isA500()
    {
        TestServer server;
        RawClient client(server.port());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("without an answer")));
        const auto answer = client.ask(get("/drop"));
        QCOMPARE(answer.status, 500);
        QVERIFY(answer.body.contains("INTERNAL_ERROR"));
        QCOMPARE(client.ask(get("/v1/state/x/y")).body, "x|y");
    }

    void drop_inAnotherThread_isA500()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/hold/a"));
        QVERIFY(server.waitForHeld("a"));
        Reply last;
        server.with("a", [&last](TestServer::Held& held) { last = std::exchange(held.reply, {}); });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("without an answer")));
        last = {}; // here, in the test's thread
        QCOMPARE(client.read().status, 500);
        QCOMPARE(client.ask(get("/v1/state/x/y")).body, "x|y");
    }

    // A close looks like a half-close until something is written, so it takes the time that a
    // client which says no more is given.
    void clientGone_beforeTheAnswer_contextDies_data()
    {
        QTest::addColumn<bool>("byReset");
        QTest::newRow("close") << false;
        QTest::newRow("reset") << true;
    }

    void clientGone_beforeTheAnswer_contextDies()
    {
        QFETCH(bool, byReset);
        TestServer server;
        const Milliseconds before = server.clock.steady();
        {
            RawClient client(server.port());
            client.send(get("/hold/a") + get("/hold/never")); // input beyond must not hide the end
            QVERIFY(server.waitForHeld("a"));
            server.with("a", [](TestServer::Held& held) { QVERIFY(held.context); });
            if (byReset)
                client.reset();
            else
                client.close();
        }
        QVERIFY(server.waitUntil("a", [&server, byReset](TestServer::Held& held) {
            if (!byReset)
                server.clock.advance(Milliseconds(100));
            return !held.context;
        }));
        QVERIFY(byReset || server.clock.steady() - before > Milliseconds(30'000));
        server.with("a", [](TestServer::Held& held) {
            QVERIFY(!held.reply.isPending());
            held.reply.send(Response::text(200, "nobody reads this"));
            QVERIFY(!EventStream::start(held.reply).isOpen());
        });
        QVERIFY(server.waitForReports(1));
        QCOMPARE(server.reports()[0].status, 0);
        RawClient other(server.port());
        QCOMPARE(other.ask(get("/v1/state/x/y")).body, "x|y");
    }

    void context_afterTheAnswer_dies()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/hold/a"));
        QVERIFY(server.waitForHeld("a"));
        server.release("a");
        QVERIFY(server.waitUntil("a", [](TestServer::Held& held) { return !held.context; }));
    }

    void head_asGet_withoutBody_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("small") << QByteArray("/v1/state/x/y");
        QTest::newRow("large") << QByteArray("/big");
        QTest::newRow("not found") << QByteArray("/no");
    }

    void head_asGet_withoutBody()
    {
        QFETCH(QByteArray, path);
        TestServer server;
        RawClient client(server.port());
        const auto whole = client.ask(get(path));
        const auto head =
            client.ask("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", false);
        QCOMPARE(head.status, whole.status);
        QCOMPARE(head.field("Content-Length"), QByteArray::number(whole.body.size()));
        QCOMPARE(head.field("Content-Type"), whole.field("Content-Type"));
        QCOMPARE(client.ask(get("/v1/state/x/y")).body, "x|y");
        QVERIFY(client.isQuiet());
    }

    void readerThatTakesNothing_pipelinedLargeAnswers_areNotBuffered()
    {
        TestServer server;
        RawClient client(server.port());
        client.setReadBufferSize(1024);
        client.send(get("/big").repeated(50)); // 400 MiB of answers
        QVERIFY(server.waitForReports(1));
        // Its answer fills the kernel's buffers and ours; the others must wait. A second connection
        // of the same worker shows that reading went on meanwhile.
        for (int i = 0; i < 6; ++i) {
            RawClient other(server.port());
            QCOMPARE(other.ask(get("/v1/state/x/y")).body, "x|y");
        }
        QVERIFY(server.waitForReports(7));
        QCOMPARE(server.reports().size(), 7u);
    }

    void report_requests_lineForEach()
    {
        TestServer server;
        RawClient client(server.port());
        client.ask("POST /echo?api_key=secret&x=1&Api%5Fkey=secret HTTP/1.1\r\nHost: localhost\r\n"
                   "X-Request-Id: id-1\r\nContent-Length: 2\r\n\r\nhi");
        client.ask("GET /no HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client.ask("GET /\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForReports(3));
        const auto reports = server.reports();
        QCOMPARE(reports[0].status, 200);
        QCOMPARE(reports[0].method, "POST");
        QCOMPARE(reports[0].target, "/echo?api_key=***&x=1&Api%5Fkey=***");
        QCOMPARE(reports[0].requestId, "id-1");
        QCOMPARE(reports[0].bytesIn, 2);
        QVERIFY(reports[0].bytesOut > 2);
        QCOMPARE(reports[0].at, server.clock.now());
        QCOMPARE(reports[0].peer.isLoopback(), true);
        QCOMPARE(reports[1].status, 404);
        QCOMPARE(reports[1].target, "/no");
        QCOMPARE(reports[2].status, 400);
        QCOMPARE(reports[2].target, "");
    }
};

QTEST_GUILESS_MAIN(TstReplies)
#include "tst_replies.moc"
