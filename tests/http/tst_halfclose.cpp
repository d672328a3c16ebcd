// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that end their sending half and wait for the answers: `printf … | nc -N`.
#include "core/http/clientend.h"
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QTest>

using namespace stateroom;

class TstHalfClose : public QObject {
    Q_OBJECT

    static QByteArray get(const QByteArray& path)
    {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

private Q_SLOTS:
    void answers_afterTheEndOfInput_allCome_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QByteArray>>("ends"); // of the answers' bodies, in order
        const auto row = [](const char* name, const QByteArray& bytes,
                            const QList<QByteArray>& ends) {
            QTest::newRow(name) << bytes << ends;
        };
        const QByteArray one = get("/v1/state/a/b");
        const QByteArray body =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi";
        const QByteArray big(TestServer::bigSize, 'b');
        row("one", one, {"a|b"});
        row("http/1.0", "GET /v1/state/a/b HTTP/1.0\r\n\r\n", {"a|b"});
        row("a body", body, {"hi"});
        row("chunks",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            "2\r\nhi\r\n0\r\n\r\n",
            {"hi"});
        row("refused", get("/no"), {"}}"});
        row("refused for its frame", "nonsense\r\n\r\n", {"}}"});
        row("more than the kernel takes", get("/big"), {big});
        row("more than the kernel takes, then the close",
            "GET /big HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", {big});
        row("pipelined behind a large one", get("/big") + body + get("/big") + one,
            {big, "hi", big, "a|b"});
        // More than are handled in one turn of the event loop.
        row("a hundred", one.repeated(100), QList<QByteArray>(100, "a|b"));
        row("a hundred not found", get("/no").repeated(100), QList<QByteArray>(100, "}}"));
        row("an incomplete one behind", one + "GET /v1/sta", {"a|b"});
    }

    void answers_afterTheEndOfInput_allCome()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QByteArray>, ends);
        TestServer server;
        RawClient client(server.port());
        client.send(bytes);
        client.finishSending();
        for (const QByteArray& end : ends) {
            const auto answer = client.read();
            QVERIFY2(answer.body.endsWith(end), answer.head + answer.body.right(100));
        }
        QVERIFY(client.isClosedByServer());
    }

    void answers_thatComeLater_allCome()
    {
        TestServer server(closingIdleOnes());
        RawClient client(server.port());
        client.send(get("/hold/a") + get("/big") + get("/hold/b") + get("/hold/c"));
        client.finishSending();
        QVERIFY(server.waitForHeld("a"));
        waitForSweeps(server);
        server.release("a");
        QCOMPARE(client.read().body, "a");
        QCOMPARE(client.read().body.size(), TestServer::bigSize);
        for (const QByteArray name : {"b", "c"}) {
            QVERIFY(server.waitForHeld(name));
            server.clock.advance(Milliseconds(20'000)); // each may take its time
            waitForSweeps(server);
            server.release(name);
            QCOMPARE(client.read().body, name);
        }
        QVERIFY(client.isClosedByServer());
    }

    void streamedBody_afterTheEndOfInput_comesWhole()
    {
        TestServer server(closingIdleOnes());
        RawClient client(server.port());
        client.send(get("/stream"));
        client.finishSending();
        QVERIFY(server.waitForHeld("stream"));
        server.with("stream", [](TestServer::Held& held) { held.stream.write("first "); });
        QVERIFY(client.readUntil("first "));
        waitForSweeps(server);
        server.with("stream", [](TestServer::Held& held) {
            held.stream.write("second");
            held.stream.end();
        });
        QVERIFY(client.readUntil("second\r\n0\r\n\r\n"));
        QVERIFY(client.isClosedByServer());
    }

    void answerNeverComes_placeIsFreed()
    {
        TestServer server(closingIdleOnes());
        RawClient client(server.port());
        client.send(get("/hold/a"));
        client.finishSending();
        QVERIFY(server.waitForHeld("a"));
        waitForSweeps(server);
        server.with("a", [](TestServer::Held& held) { QVERIFY(held.reply.isPending()); });
        server.clock.advance(Milliseconds(31'000));
        QVERIFY(server.waitUntil("a", [](TestServer::Held& held) { return !held.context; }));
        QCOMPARE(client.readAll(), "");
    }

    void answerThatEndsWithItsClient_endOfInput_endsIt()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/hold/a"));
        QVERIFY(server.waitForHeld("a"));
        server.with("a", [](TestServer::Held& held) {
            endWithInput(held.reply.context());
            endWithInput(nullptr);
        });
        waitForSweeps(server);
        server.with("a", [](TestServer::Held& held) { QVERIFY(held.reply.isPending()); });
        client.finishSending();
        QVERIFY(server.waitUntil("a", [](TestServer::Held& held) { return !held.context; }));
        QCOMPARE(client.readAll(), "");
    }

    // An event stream has no end but its client's.
    void eventStream_endOfInput_endsIt()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(get("/events"));
        client.finishSending();
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(
            server.waitUntil("events", [](TestServer::Held& held) { return held.closed == 1; }));
    }

private:
    static HttpServerOptions closingIdleOnes()
    {
        HttpServerOptions options;
        options.limits.idleTimeout = Milliseconds(1'000);
        return options;
    }

    /// Waits until each worker has looked at its connections since.
    static void waitForSweeps(TestServer& server)
    {
        std::vector<std::unique_ptr<RawClient>> idle; // one for each worker; closed by its sweep
        for (int i = 0; i < 3; ++i) {
            idle.push_back(std::make_unique<RawClient>(server.port()));
            QCOMPARE(idle.back()->ask(get("/v1/state/a/b")).status, 200);
        }
        for (const auto& client : idle) {
            do
                server.clock.advance(Milliseconds(1'100));
            while (!client->socket().waitForDisconnected(500) && client->isConnected());
        }
    }
};

QTEST_GUILESS_MAIN(TstHalfClose)
#include "tst_halfclose.moc"
