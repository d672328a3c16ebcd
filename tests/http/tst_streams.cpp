// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QTest>

using namespace stateroom;

class TstStreams : public QObject {
    Q_OBJECT

    static QByteArray get(const QByteArray& path, const QByteArray& version = "1.1")
    {
        return "GET " + path + " HTTP/" + version + "\r\nHost: localhost\r\n\r\n";
    }

    static QByteArray chunk(const QByteArray& piece)
    {
        return QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    }

    static void write(TestServer& server, const QByteArray& piece)
    {
        server.with("stream", [&](TestServer::Held& held) { QVERIFY(held.stream.write(piece)); });
    }

    static bool sendEvent(TestServer& server, const EventStream::Event& event)
    {
        bool sent = false;
        server.with("events", [&](TestServer::Held& held) { sent = held.events.send(event); });
        return sent;
    }

private Q_SLOTS:
    void body_inPieces_chunkedAndConnectionStays()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/stream") + get("/v1/state/x/y"));
        QVERIFY(server.waitForHeld("stream"));
        write(server, "hello ");
        write(server, "");
        QVERIFY(client.readUntil("6\r\nhello \r\n")); // sent at once, not at the end
        write(server, "world");
        server.with("stream", [](TestServer::Held& held) {
            held.stream.end();
            QVERIFY(!held.stream.isOpen());
            QVERIFY(!held.stream.write("late"));
        });
        QVERIFY(client.readUntil("5\r\nworld\r\n0\r\n\r\n"));
        QCOMPARE(client.read().body, "x|y");
        QVERIFY(server.waitUntil("stream", [](TestServer::Held& held) { return !held.context; }));
        server.with("stream", [](TestServer::Held& held) { QCOMPARE(held.closed, 0); });
    }

    void body_http10_endsWithTheConnection()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/stream", "1.0"));
        QVERIFY(server.waitForHeld("stream"));
        write(server, "hello");
        server.with("stream", [](TestServer::Held& held) { held.stream.end(); });
        const auto answer = client.read();
        QCOMPARE(answer.count("Transfer-Encoding"), 0);
        QCOMPARE(answer.body, "hello");
    }

    void body_aborted_clientSeesTheCut_data()
    {
        QTest::addColumn<bool>("dropped");
        QTest::newRow("abort") << false;
        QTest::newRow("all handles dropped") << true;
    }

    void body_aborted_clientSeesTheCut()
    {
        QFETCH(bool, dropped);
        TestServer server;
        RawClient client(server.port());
        client.send(get("/stream"));
        QVERIFY(server.waitForHeld("stream"));
        write(server, "part");
        QVERIFY(client.readUntil("part\r\n"));
        server.with("stream", [dropped](TestServer::Held& held) {
            if (dropped)
                held.stream = {};
            else
                held.stream.abort();
        });
        QVERIFY(client.isClosedByServer());
        QVERIFY(server.waitUntil("stream", [](TestServer::Held& held) { return !held.context; }));
        server.with("stream", [](TestServer::Held& held) { QCOMPARE(held.closed, 0); });
    }

    void body_drained_isTold()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/stream"));
        QVERIFY(server.waitForHeld("stream"));
        write(server, "small");
        QVERIFY(
            server.waitUntil("stream", [](TestServer::Held& held) { return held.drained > 0; }));
        client.setReadBufferSize(4096);
        int before = 0;
        server.with("stream", [&before](TestServer::Held& held) {
            before = held.drained;
            held.stream.write(QByteArray(16 * 1024 * 1024, 'x'));
            QVERIFY(held.stream.bytesWaiting() > 0);
        });
        client.setReadBufferSize(0);
        qsizetype seen = 0;
        while (seen < 16 * 1024 * 1024 && client.socket().waitForReadyRead(RawClient::limit))
            seen += client.socket().readAll().size();
        QVERIFY(server.waitUntil("stream", [before](TestServer::Held& held) {
            return held.drained > before && held.stream.bytesWaiting() == 0;
        }));
    }

    void body_clientGone_isToldOnce()
    {
        TestServer server;
        {
            RawClient client(server.port());
            client.send(get("/stream"));
            QVERIFY(server.waitForHeld("stream"));
        }
        QVERIFY(server.waitUntil("stream", [](TestServer::Held& held) { return held.closed > 0; }));
        server.with("stream", [](TestServer::Held& held) {
            QVERIFY(!held.stream.isOpen());
            QVERIFY(!held.stream.write("x"));
            held.stream.end();
            held.stream.abort();
            QCOMPARE(held.closed, 1);
        });
    }

    void body_headRequest_headOnly()
    {
        TestServer server;
        RawClient client(server.port());
        const auto answer = client.ask("HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n", false);
        QCOMPARE(answer.status, 200);
        QCOMPARE(client.ask(get("/v1/state/x/y")).body, "x|y");
        server.with("stream", [](TestServer::Held& held) { QVERIFY(!held.stream.isOpen()); });
    }

    void events_sent_inTheirFormat()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(
            "GET /events HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n\r\n");
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client.readUntil("\r\nAccess-Control-Allow-Origin: http://localhost:3000\r\n"));
        // An event is a chunk: a client that reads in blocks gets it when it comes.
        QVERIFY(client.readUntil("\r\n\r\n" + chunk("retry: 1000\n:\n\n")));
        QVERIFY(sendEvent(server, {"{\"a\":1}", QByteArray("7"), {}}));
        QVERIFY(client.readUntil(chunk("id: 7\ndata: {\"a\":1}\n\n")));
        QVERIFY(sendEvent(server, {"a\nb\r\nc\rd\n", {}, "reset"}));
        QVERIFY(client.readUntil(
            chunk("event: reset\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \n\n")));
        server.with("events", [](TestServer::Held& held) { held.events.end(); });
        QVERIFY(client.readUntil("0\r\n\r\n"));
        QVERIFY(client.isClosedByServer());
    }

    void events_toHttp10_areNoChunks()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/events", "1.0"));
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client.readUntil("\r\n\r\n"));
        QVERIFY(sendEvent(server, {"x", QByteArray("1"), {}}));
        server.with("events", [](TestServer::Held& held) { held.events.end(); });
        QCOMPARE(client.readAll(), "retry: 1000\n:\n\nid: 1\ndata: x\n\n");
    }

    void events_head_isAStream()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/events"));
        QVERIFY(server.waitForHeld("events"));
        server.with("events", [](TestServer::Held& held) { held.events.end(); });
        const auto answer = client.read();
        QCOMPARE(answer.field("Content-Type"), "text/event-stream");
        QCOMPARE(answer.field("Cache-Control"), "no-store");
        QCOMPARE(answer.count("Content-Length"), 0);
        QCOMPARE(answer.body, "retry: 1000\n:\n\n");
    }

    void events_headRequest_headThenEnd()
    {
        TestServer server;
        RawClient client(server.port());
        const auto answer = client.ask("HEAD /events HTTP/1.1\r\nHost: localhost\r\n\r\n", false);
        QCOMPARE(answer.field("Content-Type"), "text/event-stream");
        QVERIFY(client.isClosedByServer());
    }

    void events_quiet_heartbeat()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/events"));
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client.readUntil(chunk("retry: 1000\n:\n\n")));
        for (int i = 0; i < 3; ++i) {
            server.clock.advance(Milliseconds(15'000));
            QVERIFY(client.readUntil(chunk(":\n\n")));
        }
        // Events do not put it off.
        server.clock.advance(Milliseconds(8'000));
        QVERIFY(sendEvent(server, {"x", {}, {}}));
        QVERIFY(client.readUntil(chunk("data: x\n\n")));
        server.clock.advance(Milliseconds(7'000));
        QVERIFY(client.readUntil(chunk(":\n\n")));
        QVERIFY(client.isQuiet());
    }

    // Its answer would stand amid the events.
    void events_requestBehind_isNotAnswered()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/events") + get("/v1/state/a/b"));
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client.readUntil("\r\n\r\n"));
        client.send(get("/v1/state/a/b"));
        QVERIFY(sendEvent(server, {"x", QByteArray("1"), {}}));
        QVERIFY(sendEvent(server, {"y", QByteArray("2"), {}}));
        client.finishSending();
        QCOMPARE(
            client.readAll(), chunk("retry: 1000\n:\n\n") + chunk("id: 1\ndata: x\n\n") +
                                  chunk("id: 2\ndata: y\n\n"));
        QVERIFY(server.waitForReports(1));
        QCOMPARE(server.reports().size(), 1u);
    }

    void events_clientGone_isTold_data()
    {
        QTest::addColumn<QByteArray>("chatter");
        QTest::newRow("silent") << QByteArray();
        QTest::newRow("one that talks on") << QByteArray(1024 * 1024, 'x');
    }

    void events_clientGone_isTold()
    {
        QFETCH(QByteArray, chatter);
        TestServer server;
        {
            RawClient client(server.port());
            client.send(get("/events"));
            QVERIFY(server.waitForHeld("events"));
            QVERIFY(client.readUntil("\n\n\r\n"));
            client.send(chatter);
            client.close();
            QVERIFY(client.isClosedByServer());
        }
        QVERIFY(
            server.waitUntil("events", [](TestServer::Held& held) { return held.closed == 1; }));
        QVERIFY(!sendEvent(server, {"x", {}, {}}));
    }

    void events_readerTooFarBehind_isCut()
    {
        TestServer server;
        RawClient client(server.port());
        client.setReadBufferSize(1);
        client.send(get("/events"));
        QVERIFY(server.waitForHeld("events"));
        const QByteArray large(1024 * 1024, 'x');
        // The kernel takes some MiB; the limit is on what waits beyond.
        int sent = 0;
        while (sent < 200 && sendEvent(server, {large, {}, {}}))
            ++sent;
        QVERIFY(sent >= 5);
        QVERIFY(sent < 200);
        server.with("events", [](TestServer::Held& held) { QVERIFY(!held.events.isOpen()); });
    }

    // One event may be larger than all that a reader may be behind.
    void events_oneLargeEvent_arrives()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/events"));
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(sendEvent(server, {QByteArray(16 * 1024 * 1024, 'x'), QByteArray("1"), {}}));
        QVERIFY(client.readUntil("id: 1\ndata: x"));
        QVERIFY(client.readUntil("x\n\n"));
        QVERIFY(sendEvent(server, {"y", QByteArray("2"), {}}));
        QVERIFY(client.readUntil("id: 2\ndata: y\n\n"));
    }

    void events_readerTakesNothing_stallIsCut()
    {
        TestServer server;
        RawClient client(server.port());
        client.setReadBufferSize(1);
        client.send(get("/events"));
        QVERIFY(server.waitForHeld("events"));
        for (int i = 0; i < 20; ++i) { // until some of it waits
            qint64 waiting = 0;
            server.with("events", [&waiting](TestServer::Held& held) {
                held.events.send({QByteArray(1024 * 1024, 'x'), {}, {}});
                waiting = held.events.bytesWaiting();
            });
            if (waiting > 0)
                break;
        }
        server.clock.advance(Milliseconds(31'000));
        QVERIFY(
            server.waitUntil("events", [](TestServer::Held& held) { return held.closed == 1; }));
    }
};

QTEST_GUILESS_MAIN(TstStreams)
#include "tst_streams.moc"
