// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QTest>

using namespace stateroom;

class TstCors : public QObject {
    Q_OBJECT

    std::unique_ptr<TestServer> m_server;

    RawClient::Answer ask(const QByteArray& line, const QByteArray& fields)
    {
        RawClient client(m_server->port());
        return client.ask(line + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
    }

private Q_SLOTS:
    void initTestCase()
    {
        HttpServerOptions options;
        options.origins.allowedHosts = {"box.lan"};
        options.origins.allowedOrigins = {"https://app.example"};
        m_server = std::make_unique<TestServer>(options);
    }
    void cleanupTestCase() { m_server.reset(); }

    void answer_allowedOrigin_isOpened_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        QTest::newRow("answer") << QByteArray("GET /v1/state/a/b") << QByteArray() << 200;
        QTest::newRow("unknown path") << QByteArray("GET /no") << QByteArray() << 404;
        QTest::newRow("wrong method") << QByteArray("PUT /v1/state/a/b") << QByteArray() << 405;
        QTest::newRow("too large")
            << QByteArray("POST /echo") << QByteArray("Content-Length: 999999999\r\n") << 413;
        QTest::newRow("bad frame")
            << QByteArray("POST /echo") << QByteArray("Content-Length: x\r\n") << 400;
        QTest::newRow("bad path") << QByteArray("GET /v1/state//b") << QByteArray() << 400;
        QTest::newRow("options") << QByteArray("OPTIONS /echo") << QByteArray() << 204;
        QTest::newRow("no content") << QByteArray("POST /none") << QByteArray() << 204;
    }

    void answer_allowedOrigin_isOpened()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        for (const QByteArray origin : {"http://localhost:5173", "https://app.example"}) {
            const auto answer = ask(line, fields + "Origin: " + origin + "\r\n");
            QCOMPARE(answer.status, status);
            QCOMPARE(answer.field("Access-Control-Allow-Origin"), origin);
            QCOMPARE(answer.count("Access-Control-Allow-Origin"), 1);
            QVERIFY(answer.field("Access-Control-Expose-Headers").contains("X-Request-Id"));
            QCOMPARE(answer.field("Vary"), "Origin");
        }
    }

    void answer_noOrForeignOrigin_staysShut()
    {
        for (const QByteArray fields :
             {"", "Origin: http://evil.example\r\n", "Origin: null\r\n",
              "Origin: http://localhost\r\nOrigin: http://localhost\r\n"}) {
            const auto answer = ask("GET /v1/state/a/b", fields);
            QCOMPARE(answer.status, fields.isEmpty() ? 200 : 403);
            QCOMPARE(answer.count("Access-Control-Allow-Origin"), 0);
            QCOMPARE(answer.field("Vary"), "Origin");
        }
    }

    void preflight_allowedOrigin_answered()
    {
        const auto answer =
            ask("OPTIONS /v1/state/a/b",
                "Origin: http://localhost:5173\r\nAccess-Control-Request-Method: GET\r\n"
                "Access-Control-Request-Headers: "
                "authorization\r\nAccess-Control-Request-Private-Network: true\r\n");
        QCOMPARE(answer.status, 204);
        QCOMPARE(answer.field("Access-Control-Allow-Origin"), "http://localhost:5173");
        QCOMPARE(answer.field("Access-Control-Allow-Methods"), "GET, HEAD, OPTIONS");
        for (const QByteArray name :
             {"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
              "X-API-Version", "X-Request-Id", "Last-Event-ID"})
            QVERIFY(answer.field("Access-Control-Allow-Headers").contains(name));
        QVERIFY(answer.field("Access-Control-Max-Age").toInt() > 0);
        QCOMPARE(answer.field("Access-Control-Allow-Private-Network"), "true");
        QCOMPARE(answer.count("Content-Length"), 0);
    }

    void preflight_foreignOrigin_refused()
    {
        const auto answer =
            ask("OPTIONS /v1/state/a/b",
                "Origin: http://evil.example\r\nAccess-Control-Request-Method: DELETE\r\n");
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.count("Access-Control-Allow-Methods"), 0);
    }

    void answer_any_isNotTakenForAScript()
    {
        for (const QByteArray target : {"GET /v1/state/a/b", "GET /missing"}) {
            const auto answer = ask(target, "");
            QCOMPARE(answer.field("X-Content-Type-Options"), "nosniff");
        }
    }

    void host_allowedOne_served()
    {
        RawClient client(m_server->port());
        QCOMPARE(
            client.ask("GET /v1/state/a/b HTTP/1.1\r\nHost: Box.LAN:7474\r\n\r\n").status, 200);
        QCOMPARE(client.ask("GET /v1/state/a/b HTTP/1.1\r\nHost: other.lan\r\n\r\n").status, 421);
    }
};

QTEST_GUILESS_MAIN(TstCors)
#include "tst_cors.moc"
