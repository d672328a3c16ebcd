// SPDX-License-Identifier: GPL-3.0-or-later
// The server over TLS: what a client gets, and what clients that mean no good get. The rest of what
// a connection does is tested without.
#include "tests/http/hostilecrowd.h"
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QSslCertificate>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

constexpr auto get = "GET /v1/state/x/y HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// What a client of ours says first.
QByteArray clientHello()
{
    QTcpServer listener;
    listener.listen(QHostAddress::LocalHost, 0);
    QSslSocket client;
    client.connectToHostEncrypted(u"127.0.0.1"_s, listener.serverPort());
    client.waitForConnected(RawClient::limit);
    listener.waitForNewConnection(RawClient::limit);
    client.flush();
    QTcpSocket* seen = listener.nextPendingConnection();
    seen->waitForReadyRead(RawClient::limit);
    return seen->readAll();
}

} // namespace

class TstTls : public QObject {
    Q_OBJECT

    QTemporaryDir m_data;
    tls::Credentials m_credentials;

    HttpServerOptions options() const
    {
        HttpServerOptions made;
        made.tls = TlsOptions{0, m_credentials};
        return made;
    }
    static quint16 portOf(const TestServer& server) { return server.server->tlsPort(); }
    QSslConfiguration trusting() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        const auto authority = QSslCertificate::fromPath(tls::authorityFile(m_data.path()));
        configuration.setCaCertificates(authority);
        return configuration;
    }
    std::unique_ptr<RawClient> connect(const TestServer& server) const
    {
        return std::make_unique<RawClient>(portOf(server), trusting());
    }
    static bool isServed(RawClient& client) { return client.ask(get).body == "x|y"; }

    /// Moves the clock until the server has ended the connection; how far.
    static Milliseconds advanceUntilCut(TestServer& server, RawClient& client, Milliseconds first)
    {
        constexpr Milliseconds step{1'000};
        Milliseconds moved = first;
        server.clock.advance(first);
        while (!client.socket().waitForDisconnected(300) && client.isConnected() &&
               moved < 10 * first) {
            server.clock.advance(step);
            moved += step;
        }
        return moved;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto provided =
            tls::provide(m_data.path(), {"localhost", "127.0.0.1", "::1"}, SystemClock().now());
        QVERIFY(provided);
        m_credentials = provided->credentials;
    }

    void request_overTls_served()
    {
        TestServer server(options());
        const auto client = connect(server);
        QVERIFY2(client->tls().isEncrypted(), qPrintable(client->tls().errorString()));
        const auto answer = client->ask(get);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "x|y");
        QCOMPARE(answer.count("Strict-Transport-Security"), 0);
        // The same connection goes on, and answers come in order.
        client->send(QByteArray(get) + "GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QCOMPARE(client->read().body, "x|y");
        QCOMPARE(client->read().body, "a|b");
        // Beside it, HTTP is served as ever.
        RawClient plain(server.port());
        QVERIFY(isServed(plain));
    }

    void handshake_unknownAuthority_clientRefuses()
    {
        TestServer server(options());
        QSslConfiguration trustsNobody = trusting();
        trustsNobody.setCaCertificates({});
        RawClient client(portOf(server), trustsNobody);
        QVERIFY(!client.tls().isEncrypted());
        QVERIFY(isServed(*connect(server)));
    }

    void body_largerThanAllBuffers_comesWhole_data()
    {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("by length") << false;
        QTest::newRow("in chunks") << true;
    }

    void body_largerThanAllBuffers_comesWhole()
    {
        QFETCH(bool, isChunked);
        TestServer server(options());
        const auto client = connect(server);
        const QByteArray body(3'000'000, 'b');
        const QByteArray size = QByteArray::number(body.size(), isChunked ? 16 : 10);
        const QByteArray head = "POST /echo HTTP/1.1\r\nHost: localhost\r\n";
        const auto answer = client->ask(
            isChunked ? head + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + body +
                            "\r\n0\r\n\r\n"
                      : head + "Content-Length: " + size + "\r\n\r\n" + body);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.endsWith(body));
        QVERIFY(isServed(*client));
    }

    void answer_large_comesWhole()
    {
        TestServer server(options());
        const auto client = connect(server);
        // Another request waits behind it.
        client->send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n" + QByteArray(get));
        QCOMPARE(client->read().body.size(), TestServer::bigSize);
        QCOMPARE(client->read().body, "x|y");
    }

    void requests_manyPipelined_allAnsweredInOrder()
    {
        TestServer server(options());
        const auto client = connect(server);
        constexpr int count = 500;
        QByteArray all;
        for (int i = 0; i < count; ++i)
            all +=
                "GET /v1/state/a/" + QByteArray::number(i) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        client->send(all);
        for (int i = 0; i < count; ++i)
            QCOMPARE(client->read().body, "a|" + QByteArray::number(i));
    }

    void connectionClose_isToldAsTheEnd_notACut()
    {
        TestServer server(options());
        const auto client = connect(server);
        client->send("GET /v1/state/x/y HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QCOMPARE(client->read().body, "x|y");
        QVERIFY(client->isClosedByServer());
        QCOMPARE(client->tls().error(), QAbstractSocket::RemoteHostClosedError);
    }

    void events_comeAtOnce_andEndInOrder()
    {
        TestServer server(options());
        const auto client = connect(server);
        client->send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client->readUntil("\r\n\r\n"));
        for (const QByteArray data : {"one", "two", "three"}) {
            server.with("events", [&data](TestServer::Held& held) {
                held.events.send({.data = data, .id = {}, .name = {}});
            });
            QVERIFY(client->readUntil("data: " + data + "\n\n"));
        }
        server.server->stop();
        QVERIFY(client->readUntil("0\r\n\r\n"));
        QVERIFY(client->isClosedByServer());
    }

    void events_clientLeaves_streamIsClosed()
    {
        TestServer server(options());
        const auto client = connect(server);
        client->send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client->readUntil("\r\n\r\n"));
        client->reset();
        QVERIFY(
            server.waitUntil("events", [](TestServer::Held& held) { return held.closed == 1; }));
    }

    void reader_takesNothing_isCut()
    {
        TestServer server(options());
        const auto client = connect(server);
        client->setReadBufferSize(1024);
        client->send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("stream"));
        server.with("stream", [](TestServer::Held& held) {
            held.stream.write(QByteArray(32 * 1024 * 1024, 'x')); // more than the kernel takes
        });
        QVERIFY(isServed(*connect(server)));
        const auto isClosed = [](TestServer::Held& held) { return held.closed == 1; };
        // The kernel may still take some after the first time.
        QVERIFY(server.waitUntil("stream", [&](TestServer::Held& held) {
            server.clock.advance(Milliseconds(31'000));
            return isClosed(held);
        }));
    }

    void answers_readerTakesNothing_areNotBuffered()
    {
        TestServer server(options());
        const auto client = connect(server);
        client->setReadBufferSize(1024);
        client->send(QByteArray("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(50));
        QVERIFY(server.waitForReports(1));
        for (int i = 0; i < 6; ++i) // of the same worker, too
            QVERIFY(isServed(*connect(server)));
        QVERIFY(server.waitForReports(7));
        QCOMPARE(server.reports().size(), size_t(7));
    }

    void body_drained_isTold()
    {
        constexpr qsizetype size = 16 * 1024 * 1024;
        TestServer server(options());
        const auto client = connect(server);
        client->send("GET /stream HTTP/1.0\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("stream"));
        QVERIFY(client->readUntil("\r\n\r\n"));
        server.with("stream", [](TestServer::Held& held) {
            held.stream.write(QByteArray(size, 'x'));
            QVERIFY(held.stream.bytesWaiting() > 0);
            held.drained = 0;
        });
        qsizetype seen = 0;
        while (seen < size && client->socket().waitForReadyRead(RawClient::limit))
            seen += client->socket().readAll().size();
        QCOMPARE(seen, size);
        QVERIFY(server.waitUntil("stream", [](TestServer::Held& held) {
            return held.drained > 0 && held.stream.bytesWaiting() == 0;
        }));
    }

    void body_tooLarge_isToldWhileItComes()
    {
        HttpServerOptions small = options();
        small.limits.maxBody = 1000;
        TestServer server(small);
        const auto client = connect(server);
        const QByteArray body(4'000'000, 'b');
        const auto answer = client->ask(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
            QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QCOMPARE(answer.status, 413);
    }

    void caller_isJudgedAsWithout_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::newRow("own port") << QByteArray("Host: localhost:7475\r\n") << 200;
        QTest::newRow("foreign host") << QByteArray("Host: evil.example\r\n") << 421;
        QTest::newRow("loopback page, https")
            << QByteArray("Host: localhost\r\nOrigin: https://localhost:3000\r\n") << 200;
        QTest::newRow("loopback page, http")
            << QByteArray("Host: localhost\r\nOrigin: http://localhost:3000\r\n") << 200;
        QTest::newRow("foreign page")
            << QByteArray("Host: localhost\r\nOrigin: https://evil.example\r\n") << 403;
        QTest::newRow("foreign site")
            << QByteArray("Host: localhost\r\nSec-Fetch-Site: cross-site\r\n") << 403;
    }

    void caller_isJudgedAsWithout()
    {
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        TestServer server(options());
        const auto answer =
            connect(server)->ask("GET /v1/state/x/y HTTP/1.1\r\n" + fields + "\r\n");
        QCOMPARE(answer.status, status);
    }

    void plainHttp_onThePortOfTls_isToldSo_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a request") << QByteArray(get);
        QTest::newRow("a body") << "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                   "500000\r\n\r\n" +
                                       QByteArray(500'000, 'b');
        QTest::newRow("one byte") << QByteArray("G");
        QTest::newRow("SSL 2") << QByteArray("\x80\x2e\x01\x03\x01", 5);
    }

    void plainHttp_onThePortOfTls_isToldSo()
    {
        QFETCH(QByteArray, bytes);
        TestServer server(options());
        RawClient client(portOf(server));
        const auto answer = client.ask(bytes);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.body.contains("https://"), answer.body);
        QCOMPARE(answer.field("Connection"), "close");
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.reports().size(), size_t(1));
        QVERIFY(isServed(*connect(server)));
    }

    void tlsOnThePortOfHttp_isRefused()
    {
        TestServer server(options());
        RawClient client(server.port(), trusting());
        QVERIFY(!client.tls().isEncrypted());
    }

    void handshake_notFinished_isCutInTime_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("nothing") << qsizetype(0);
        QTest::newRow("one byte") << qsizetype(1);
        QTest::newRow("half a hello") << qsizetype(100);
        QTest::newRow("a hello, and nothing more") << qsizetype(100'000);
    }

    void handshake_notFinished_isCutInTime()
    {
        QFETCH(qsizetype, size);
        TestServer server(options());
        RawClient client(portOf(server));
        client.send(clientHello().left(size));
        QVERIFY(isServed(*connect(server))); // so that the server has seen the former, too
        const auto moved = advanceUntilCut(server, client, Milliseconds(9'000));
        QVERIFY(!client.isConnected());
        QVERIFY(moved > Milliseconds(10'000));
        QVERIFY(isServed(*connect(server)));
    }

    // Each byte in time does not make the handshake be in time.
    void handshake_dripping_isCutInTime()
    {
        TestServer server(options());
        RawClient client(portOf(server));
        const QByteArray hello = clientHello();
        for (int second = 0; second < 60 && client.isConnected(); ++second) {
            client.send(hello.mid(second, 1));
            server.clock.advance(Milliseconds(1'000));
            client.socket().waitForDisconnected(100);
        }
        QVERIFY(!client.isConnected());
    }

    void request_notFinished_isCutAsWithout()
    {
        TestServer server(options());
        const auto client = connect(server);
        client->send("GET /v1/sta");
        QVERIFY(server.waitForReports(0));
        while (!client->socket().waitForReadyRead(100) && client->isConnected())
            server.clock.advance(Milliseconds(5'000));
        QCOMPARE(client->read().status, 408);
    }

    void handshake_nonsense_isCut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray hello = clientHello();
        QVERIFY(hello.startsWith('\x16'));
        QTest::newRow("only the first byte fits") << "\x16" + QByteArray(5000, 'x');
        QByteArray longRecord = hello;
        longRecord[3] = longRecord[4] = '\xff';
        QTest::newRow("a record too long") << longRecord + QByteArray(70'000, '\0');
        QByteArray longHello = hello;
        longHello[6] = longHello[7] = longHello[8] = '\xff';
        QTest::newRow("a message too long") << longHello + QByteArray(70'000, '\0');
        QByteArray noCiphers = hello;
        noCiphers.replace(44, 40, QByteArray(40, '\0'));
        QTest::newRow("no ciphers") << noCiphers;
        QTest::newRow("HTTP behind the hello") << hello + get;
        QTest::newRow("a hello twice") << hello + hello;
        QTest::newRow("an alert") << hello + QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7);
    }

    void handshake_nonsense_isCut()
    {
        QFETCH(QByteArray, bytes);
        TestServer server(options());
        RawClient client(portOf(server));
        client.send(bytes);
        const QByteArray said = client.readAll();
        QVERIFY(!said.contains("HTTP/"));
        QVERIFY(!client.isConnected());
        QVERIFY(isServed(*connect(server)));
    }

    void secured_thenNonsense_isCut()
    {
        TestServer server(options());
        const auto client = connect(server);
        QVERIFY(isServed(*client));
        // Past the client's own TLS, so that the record does not verify.
        const QByteArray forged = QByteArray("\x17\x03\x03\x00\x40", 5) + QByteArray(64, 'x');
        QTcpSocket below;
        below.setSocketDescriptor(client->socket().socketDescriptor());
        below.write(forged);
        below.waitForBytesWritten(RawClient::limit);
        QVERIFY(client->isClosedByServer());
        QVERIFY(isServed(*connect(server)));
    }

    void connections_oneTooMany_isClosed()
    {
        HttpServerOptions few = options();
        few.limits.maxConnections = 1;
        TestServer server(few);
        const auto first = connect(server);
        QVERIFY(isServed(*first));
        RawClient second(portOf(server));
        QCOMPARE(second.readAll(), QByteArray());
        QVERIFY(!second.isConnected());
        QVERIFY(isServed(*first));
    }

    void renew_newConnectionsHaveIt_oldOnesGoOn()
    {
        TestServer server(options());
        const auto before = connect(server);
        QVERIFY(isServed(*before));
        const auto renewed = tls::provide(
            m_data.path(), {"localhost", "127.0.0.1", "::1"},
            SystemClock().now() + std::chrono::hours(24 * 61));
        QVERIFY(renewed);
        QVERIFY(server.server->renew(renewed->credentials));
        QVERIFY(isServed(*before));
        QSslConfiguration lax = trusting(); // it is of the future
        lax.setPeerVerifyMode(QSslSocket::VerifyNone);
        RawClient after(portOf(server), lax);
        QVERIFY(isServed(after));
        QVERIFY(
            after.tls().peerCertificate().serialNumber() !=
            before->tls().peerCertificate().serialNumber());
        QCOMPARE(server.server->renew({}).error().code, ErrorCode::InvalidInput);
        RawClient still(portOf(server), lax);
        QVERIFY(isServed(still));
    }

    void crowd_ofAllKinds_leavesNothingBehind()
    {
        TestServer server(options());
        const QByteArray hello = clientHello();
        HostileCrowd crowd(portOf(server), {hello, hello.left(200), "\x16\x03\x01", get}, 20260301);
        crowd.run(hostileRounds(400), [&] { QVERIFY(isServed(*connect(server))); });
        QVERIFY(isServed(*connect(server)));
    }

    void stop_amidHandshakes_ends()
    {
        TestServer server(options());
        RawClient silent(portOf(server));
        RawClient halfway(portOf(server));
        halfway.send(clientHello());
        const auto idle = connect(server);
        QVERIFY(isServed(*idle));
        server.server->stop();
        QVERIFY(silent.isClosedByServer());
        QVERIFY(idle->isClosedByServer());
    }
};

QTEST_GUILESS_MAIN(TstTls)
#include "tst_tls.moc"
