// SPDX-License-Identifier: GPL-3.0-or-later
// Clients that send anything and leave at any moment. STATEROOM_ROUNDS=100000 for a long run.
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QTest>

using namespace stateroom;

class TstHostile : public QObject {
    Q_OBJECT

    QRandomGenerator m_random{20261122};

    int below(int limit) { return static_cast<int>(m_random.bounded(limit)); }

    QByteArray piece()
    {
        static const QByteArrayList pieces = {
            "GET /v1/state/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /hold/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "HEAD /big HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /drop HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n0123456789",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
            "3\r\n\r\n",
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
            "chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n",
            "PUT /%zz?%ff HTTP/1.1\r\nHost: evil\r\n\r\n",
            "\r\n",
            "\r",
            "\n",
            "0\r\n\r\n",
            "ffffffff\r\n",
            "Host: x\r\n",
            " ",
            "HTTP/1.0",
            QByteArray(1, '\0'),
            QByteArray("\x16\x03\x01\x02\x00", 5)};
        return pieces[below(static_cast<int>(pieces.size()))];
    }

    QByteArray bytes()
    {
        QByteArray text;
        for (int i = below(4); i >= 0; --i)
            text += piece();
        for (int i = below(4); i > 0 && !text.isEmpty(); --i) {
            const qsizetype at = below(static_cast<int>(text.size()));
            switch (below(3)) {
            case 0:
                text[at] = static_cast<char>(below(256));
                break;
            case 1:
                text.remove(at, 1 + below(5));
                break;
            case 2:
                text.insert(at, piece().left(below(20)));
                break;
            }
        }
        return text;
    }

private Q_SLOTS:
    void anything_serverLives()
    {
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("STATEROOM_ROUNDS", &isGiven);
        const int rounds = isGiven ? given : 1500;
        HttpServerOptions options;
        options.limits.maxConnections = 64;
        options.limits.maxBody = 4096;
        TestServer server(options);
        QLoggingCategory::setFilterRules(QStringLiteral("stateroom.http.warning=false"));
        for (int i = 0; i < rounds; ++i) {
            RawClient client(server.port());
            const QByteArray text = bytes();
            const qsizetype cut = below(static_cast<int>(text.size()) + 1);
            client.send(text.first(cut));
            if (below(2) == 0)
                client.send(text.sliced(cut));
            if (below(3) == 0)
                client.socket().waitForReadyRead(1);
            if (below(3) == 0)
                client.reset();
            if (i % 100 == 0)
                server.clock.advance(Milliseconds(1'000));
        }
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
