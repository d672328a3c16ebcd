// SPDX-License-Identifier: GPL-3.0-or-later
// A crowd of hostile clients against every kind of handler. STATEROOM_ROUNDS=20000 for a long run.
#include "tests/http/hostilecrowd.h"
#include "tests/http/testserver.h"

#include <QLoggingCategory>
#include <QTest>

using namespace stateroom;

class TstHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anything_serverLives_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("three threads") << 3;
    }

    void anything_serverLives()
    {
        QFETCH(int, threads);
        HttpServerOptions options;
        options.limits.maxConnections = 64;
        options.limits.maxBody = 4096;
        TestServer server(options, threads);
        QLoggingCategory::setFilterRules(QStringLiteral("stateroom.http.warning=false"));
        const QByteArray post = "POST /echo HTTP/1.1\r\nHost: localhost\r\n";
        HostileCrowd crowd(
            server.port(),
            {"GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /hold/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "HEAD /big HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /drop HTTP/1.1\r\nHost: localhost\r\n\r\n",
             "GET /split HTTP/1.1\r\nHost: localhost\r\n\r\n",
             post + "Content-Length: 10\r\n\r\n0123456789",
             post + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n",
             post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
            20261122);
        crowd.run(hostileRounds(1000), [&server] { server.clock.advance(Milliseconds(1'000)); });
        QLoggingCategory::setFilterRules({});
        // Every place is free again, and the server as good as new.
        std::vector<std::unique_ptr<RawClient>> clients;
        QVERIFY(eventually([&] {
            server.clock.advance(Milliseconds(1'000)); // some may still wait for a held answer
            clients.clear();
            for (int i = 0; i < 64; ++i) {
                clients.push_back(std::make_unique<RawClient>(server.port()));
                if (clients.back()
                        ->ask("GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .body != "a|b")
                    return false;
            }
            return true;
        }));
    }
};

QTEST_GUILESS_MAIN(TstHostile)
#include "tst_hostile.moc"
