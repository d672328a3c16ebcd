// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QTest>

using namespace stateroom;

class TstTimeouts : public QObject {
    Q_OBJECT

    static constexpr auto get = "GET /v1/state/x/y HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// Moves the clock by `first`, then on in steps until the server says or closes something.
    /// Answers how far it was moved: never too little, whenever the server looks.
    static Milliseconds advanceUntilHeard(TestServer& server, RawClient& client, Milliseconds first)
    {
        Milliseconds moved = first;
        server.clock.advance(first);
        while (!client.socket().waitForReadyRead(100) && client.isConnected() &&
               moved < first * 4) {
            server.clock.advance(Milliseconds(5'000));
            moved += Milliseconds(5'000);
        }
        return moved;
    }

    /// Moves the clock, and waits until every worker has looked at its connections since.
    static void advanceAndSweep(TestServer& server, Milliseconds by)
    {
        std::vector<std::unique_ptr<RawClient>> idle; // dealt to all workers; closed by the sweep
        for (int i = 0; i < 6; ++i) {
            idle.push_back(std::make_unique<RawClient>(server.port()));
            QCOMPARE(idle.back()->ask(get).status, 200);
        }
        server.clock.advance(by);
        for (const auto& client : idle) {
            while (client->isConnected() && !client->socket().waitForDisconnected(100))
                server.clock.advance(Milliseconds(5'000));
        }
    }

private Q_SLOTS:
    void request_incomplete_408_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("part of the request line")
            << QByteArray("GET /v1/sta") << QByteArray("REQUEST_TIMEOUT");
        QTest::newRow("part of the head")
            << QByteArray("GET /v1/state/x/y HTTP/1.1\r\nHost: loc") << QByteArray("REFUSED 408");
        QTest::newRow("part of the body")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel")
            << QByteArray("REQUEST_TIMEOUT");
        QTest::newRow("part of a chunk")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                          "chunked\r\n\r\n5\r\nhel")
            << QByteArray("REQUEST_TIMEOUT");
    }

    void request_incomplete_408()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, body);
        TestServer server;
        RawClient client(server.port());
        client.send(bytes);
        const Milliseconds moved = advanceUntilHeard(server, client, Milliseconds(29'000));
        QVERIFY(moved > Milliseconds(30'000));
        const auto answer = client.read();
        QCOMPARE(answer.status, 408);
        QVERIFY2(answer.body.contains(body), answer.body);
        QCOMPARE(answer.field("Connection"), "close");
        QVERIFY(client.isClosedByServer());
    }

    // Dripping does not prolong: the whole request has the time, not each byte.
    void request_dripping_408()
    {
        TestServer server;
        RawClient client(server.port());
        Milliseconds moved{0};
        client.send("GET /");
        while (!client.socket().waitForReadyRead(100) && moved < Milliseconds(200'000)) {
            client.send("x");
            server.clock.advance(Milliseconds(5'000));
            moved += Milliseconds(5'000);
        }
        QVERIFY(moved > Milliseconds(30'000));
        QCOMPARE(client.read().status, 408);
    }

    void connection_idle_closedSilently_data()
    {
        QTest::addColumn<bool>("afterARequest");
        QTest::newRow("never spoke") << false;
        QTest::newRow("between requests") << true;
    }

    void connection_idle_closedSilently()
    {
        QFETCH(bool, afterARequest);
        TestServer server;
        RawClient client(server.port());
        if (afterARequest) {
            server.clock.advance(Milliseconds(50'000));
            QCOMPARE(client.ask(get).status, 200); // from here on the time begins anew
        }
        const Milliseconds moved = advanceUntilHeard(server, client, Milliseconds(59'000));
        QVERIFY(moved > Milliseconds(60'000));
        QCOMPARE(client.readAll(), "");
        QVERIFY(client.isClosedByServer());
    }

    void handler_slow_isWaitedFor()
    {
        TestServer server;
        RawClient client(server.port());
        client.send("GET /hold/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("a"));
        advanceAndSweep(server, Milliseconds(600'000));
        server.release("a");
        QCOMPARE(client.read().body, "a");
    }

    void answer_readerTakesNothing_isCut()
    {
        HttpServerOptions options;
        options.limits.idleTimeout = Milliseconds(10'000);
        TestServer server(options);
        RawClient client(server.port());
        client.setReadBufferSize(1);
        client.send(QByteArray("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(4));
        QVERIFY(server.waitForReports(1));
        advanceAndSweep(server, Milliseconds(31'000));
        client.setReadBufferSize(0);
        // What the kernel had taken still comes, then the end; never the whole of four answers.
        QVERIFY(client.readAll().size() < 4 * TestServer::bigSize);
        QVERIFY(client.isClosedByServer());
    }

    // Each leaves some MiB of the eight with the server: the kernel takes a few.
    void answers_manyReadersTakeNothing_whoHasTakenNoneForLongestIsCut()
    {
        HttpServerOptions options;
        options.limits.maxUnread = TestServer::bigSize;
        TestServer server(options, 1);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (size_t i = 1; i <= 12; ++i) {
            auto& client = *clients.emplace_back(std::make_unique<RawClient>(server.port()));
            client.setReadBufferSize(1);
            client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
            QVERIFY(server.waitForReports(i));
            server.clock.advance(Milliseconds(1'000));
        }
        RawClient other(server.port());
        QCOMPARE(other.ask(get).status, 200);
        for (const auto& client : clients)
            client->setReadBufferSize(0);
        QVERIFY(clients.front()->readAll().size() < TestServer::bigSize);
        QVERIFY(clients.front()->isClosedByServer());
        QCOMPARE(clients.back()->read().body.size(), TestServer::bigSize);
    }

    // Those who have only begun to read are not cut for being many.
    void answers_manyReadersAtOnce_allAreServed()
    {
        HttpServerOptions options;
        options.limits.maxUnread = TestServer::hugeSize * 2;
        TestServer server(options, 1);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (size_t i = 1; i <= 3; ++i) {
            auto& client = *clients.emplace_back(std::make_unique<RawClient>(server.port()));
            client.setReadBufferSize(1);
            client.send("GET /huge HTTP/1.1\r\nHost: localhost\r\n\r\n");
            QVERIFY(server.waitForReports(i));
        }
        for (const auto& client : clients) {
            client->setReadBufferSize(0);
            QCOMPARE(client->read().body.size(), TestServer::hugeSize);
        }
    }

    // A client that has seen the end may keep its side open; not for long.
    void refused_clientDoesNotClose_isCut()
    {
        HttpServerOptions options;
        options.limits.maxConnections = 7;
        TestServer server(options);
        QTcpSocket lingering; // reads nothing, so it does not answer the end with its own
        lingering.setReadBufferSize(1);
        lingering.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
        QVERIFY(lingering.waitForConnected(RawClient::limit));
        lingering.write("nonsense\r\n\r\n");
        QVERIFY(lingering.waitForBytesWritten(RawClient::limit));
        QVERIFY(server.waitForReports(1));
        advanceAndSweep(server, Milliseconds(61'000));
        // Its place is free again: seven others fit.
        std::vector<std::unique_ptr<RawClient>> others;
        QVERIFY(eventually([&] {
            others.clear();
            for (int i = 0; i < 7; ++i) {
                others.push_back(std::make_unique<RawClient>(server.port()));
                if (others.back()->ask(get).status != 200)
                    return false;
            }
            return true;
        }));
    }
};

QTEST_GUILESS_MAIN(TstTimeouts)
#include "tst_timeouts.moc"
