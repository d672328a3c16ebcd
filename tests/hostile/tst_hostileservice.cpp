// SPDX-License-Identifier: GPL-3.0-or-later
// A crowd of hostile clients against a whole service: what they ask for is written, read, listed,
// watched and deleted. STATEROOM_ROUNDS=20000 for a long run.
#include "tests/http/hostilecrowd.h"
#include "tests/http/testserver.h"
#include "tests/support/testservice.h"

#include <QLoggingCategory>
#include <QTest>

using namespace stateroom;

class TstHostileService : public QObject {
    Q_OBJECT

    static QByteArrayList requests()
    {
        const auto get = [](const QByteArray& rest) {
            return "GET /v1/state/" + rest + "Host: localhost\r\n\r\n";
        };
        const auto post = [](const QByteArray& head, const QByteArray& body) {
            return "POST /v1/state/" + head +
                   "Host: localhost\r\nContent-Length: " + QByteArray::number(body.size()) +
                   "\r\n\r\n" + body;
        };
        return {
            post("w/k HTTP/1.1\r\n", R"({"value":{"a":[1,2,3]}})"),
            post("w/k HTTP/1.1\r\nIdempotency-Key: same\r\n", R"({"value":1e400})"),
            post("w/brief HTTP/1.1\r\n", R"({"value":"x","ttl":0.001})"),
            post("w/k/version HTTP/1.1\r\n", R"({"value":2,"expectedVersion":1})"),
            post("w/large HTTP/1.1\r\n", R"({"value":")" + QByteArray(300'000, 'x') + R"("})"),
            post("w/bad HTTP/1.1\r\n", R"({"value":[)"),
            get("w/k HTTP/1.1\r\n"),
            get("w/large HTTP/1.1\r\n"),
            get("w/k?version=1 HTTP/1.1\r\nIf-None-Match: \"1\"\r\n"),
            get("w HTTP/1.1\r\n"),
            get("w?prefix=k&limit=1 HTTP/1.1\r\n"),
            get("w HTTP/1.1\r\nAccept: text/event-stream\r\n"),
            get("w/k/stream HTTP/1.1\r\n"),
            get("w/large/stream?snapshot=true HTTP/1.1\r\nLast-Event-ID: 1\r\n"),
            "HEAD /v1/state/w/k/stream HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "DELETE /v1/state/w/k HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /state/k HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer int_no\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
        };
    }

private Q_SLOTS:
    void anything_serviceLives_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("three threads") << 3;
    }

    void anything_serviceLives()
    {
        QFETCH(int, threads);
        ServiceOptions options = test::TestService::plainOptions();
        options.http.threads = threads;
        options.http.limits.maxConnections = 64;
        test::TestService service(options);
        QCOMPARE(service.mistake(), QString());
        QLoggingCategory::setFilterRules(QStringLiteral("stateroom.*=false"));
        HostileCrowd crowd(service.port(), requests(), 20261122);
        crowd.run(hostileRounds(1000), [&service] {
            service.clock.advance(Milliseconds(1'000));
            service.httpClock.advance(Milliseconds(1'000));
        });
        QLoggingCategory::setFilterRules({});
        // Every place is free again, and the service as good as new.
        const QByteArray body = R"({"value":"last"})";
        QVERIFY(eventually([&service] { return isServing(service); }));
        QVERIFY(
            eventually([&] { return service.call("POST /v1/state/w/last", body).status == 200; }));
        QCOMPARE(service.call("GET /v1/state/w/last").body, R"({"value":"last","version":1})");
    }

private:
    /// All 64 places.
    static bool isServing(test::TestService& service)
    {
        service.httpClock.advance(Milliseconds(1'000));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 64; ++i) {
            clients.push_back(std::make_unique<RawClient>(service.port()));
            const auto answer =
                clients.back()->ask("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            if (answer.status != 200)
                return false;
        }
        return true;
    }
};

QTEST_GUILESS_MAIN(TstHostileService)
#include "tst_hostileservice.moc"
