// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/rawclient.h"
#include "tests/http/testserver.h"

#include <QTcpServer>
#include <QTest>
#include <QThread>

#include <future>
#include <semaphore>

using namespace stateroom;

class TstHttpServer : public QObject {
    Q_OBJECT

    static constexpr auto get = "GET /v1/state/x/y HTTP/1.1\r\nHost: localhost\r\n\r\n";
    static constexpr auto hold = "GET /hold/a HTTP/1.1\r\nHost: localhost\r\n\r\n";

    static Result<Router> oneRoute(QObject*)
    {
        Router router;
        router.add(
            Method::Get, "/",
            [](const Request&, const Reply& reply) { reply.send(Response::empty(204)); },
            renderControlRefusal);
        return router;
    }

    static Result<std::unique_ptr<HttpServer>>
    start(const Clock& clock, quint16 port, QList<QHostAddress> addresses)
    {
        HttpServerOptions options;
        options.clock = &clock;
        options.port = port;
        options.addresses = std::move(addresses);
        return HttpServer::start(std::move(options), oneRoute);
    }

private Q_SLOTS:
    void start_anyPort_sameOnAllAddresses()
    {
        TestServer server;
        QVERIFY(server.port() > 0);
        QCOMPARE(server.routersMade(), 3);
        RawClient ipv4(server.port());
        QCOMPARE(ipv4.ask(get).status, 200);
        QTcpServer probe;
        if (!probe.listen(QHostAddress::LocalHostIPv6))
            QSKIP("no IPv6 here");
        RawClient ipv6(server.port(), QHostAddress(QHostAddress::LocalHostIPv6));
        QCOMPARE(ipv6.ask("GET /v1/state/x/y HTTP/1.1\r\nHost: [::1]:1\r\n\r\n").status, 200);
    }

    void start_takenPort_saysWhich()
    {
        ManualClock clock;
        QTcpServer owner;
        QVERIFY(owner.listen(QHostAddress::LocalHost));
        const auto server = start(clock, owner.serverPort(), {QHostAddress::LocalHost});
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::AlreadyOwned);
        QVERIFY(server.error().message.contains(
            QStringLiteral("127.0.0.1:%1").arg(owner.serverPort())));
    }

    void start_afterAnotherStopped_samePort()
    {
        ManualClock clock;
        auto first = start(clock, 0, {QHostAddress::LocalHost});
        QVERIFY(first.has_value());
        const quint16 port = (*first)->port();
        QVERIFY(!start(clock, port, {QHostAddress::LocalHost}));
        (*first)->stop();
        QVERIFY(start(clock, port, {QHostAddress::LocalHost}).has_value());
    }

    void start_routesFail_errorIsHandedOn()
    {
        ManualClock clock;
        HttpServerOptions options;
        options.clock = &clock;
        options.port = 0;
        options.threads = 3;
        std::atomic<int> calls = 0;
        const auto server =
            HttpServer::start(options, [&calls](QObject* context) -> Result<Router> {
                if (++calls == 2)
                    return fail(ErrorCode::StorageFailed, QStringLiteral("no reader"));
                return oneRoute(context);
            });
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::StorageFailed);
        QCOMPARE(calls.load(), 3);
    }

    void start_unusableAddress_isAnError()
    {
        ManualClock clock;
        const auto server = start(clock, 0, {QHostAddress(QStringLiteral("192.0.2.1"))});
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::InvalidInput);
    }

    // What a route holds is destroyed in the thread in which it was made.
    void routes_madeAndDestroyed_inTheirThread()
    {
        struct Probe {
            explicit Probe(std::atomic<int>& wrong)
                : wrongThreads(wrong)
            {
            }
            ~Probe() { wrongThreads += QThread::currentThread() == thread ? 0 : 1; }
            std::atomic<int>& wrongThreads;
            QThread* thread = QThread::currentThread();
        };
        ManualClock clock;
        std::atomic<int> wrong = 0;
        std::atomic<int> made = 0;
        HttpServerOptions options;
        options.clock = &clock;
        options.port = 0;
        options.threads = 2;
        auto server = HttpServer::start(options, [&](QObject* context) -> Result<Router> {
            ++made;
            wrong += context->thread() == QThread::currentThread() ? 0 : 1;
            Router router;
            router.add(
                Method::Get, "/",
                [probe = std::make_shared<Probe>(wrong)](const Request&, const Reply& reply) {
                    reply.send(Response::empty(204));
                },
                renderControlRefusal);
            return router;
        });
        QVERIFY(server.has_value());
        server->reset();
        QCOMPARE(made.load(), 2);
        QCOMPARE(wrong.load(), 0);
    }

    void connections_dealtToAllWorkers()
    {
        TestServer server;
        std::vector<std::unique_ptr<RawClient>> clients;
        std::set<QObject*> threads;
        for (const char* name : {"a", "b", "c"}) {
            clients.push_back(std::make_unique<RawClient>(server.port()));
            clients.back()->send(
                "GET /hold/" + QByteArray(name) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            QVERIFY(server.waitForHeld(name));
            server.with(name, [&threads](TestServer::Held& held) { threads.insert(held.thread); });
        }
        QCOMPARE(threads.size(), 3u);
    }

    void connections_overTheCap_503()
    {
        HttpServerOptions options;
        options.limits.maxConnections = 4;
        TestServer server(options);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawClient>(server.port()));
            QCOMPARE(clients.back()->ask(get).status, 200);
        }
        RawClient fifth(server.port());
        const auto answer = fifth.read();
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.field("Connection"), "close");
        QVERIFY(answer.body.contains("UNAVAILABLE"));
        QVERIFY(fifth.isClosedByServer());
        clients.pop_back();
        QVERIFY(eventually([&] { return RawClient(server.port()).ask(get).status == 200; }));
    }

    void bodies_overTheCommonBudget_503()
    {
        HttpServerOptions options;
        options.limits.maxBufferedBodies = 100'000;
        TestServer server(options);
        const QByteArray head =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n";
        // The server may count the second one's bytes before the first one's: then again.
        QVERIFY(eventually([&] {
            RawClient first(server.port());
            first.send(head + QByteArray(80'000, 'x'));
            RawClient second(server.port());
            const int refused = second.ask(head + QByteArray(90'000, 'x')).status;
            first.send(QByteArray(10'000, 'x'));
            return refused == 503 && first.read().status == 200;
        }));
        QVERIFY(eventually([&] {
            RawClient third(server.port());
            return third.ask(head + QByteArray(90'000, 'x')).status == 200;
        }));
    }

    void stop_idle_closesAtOnce()
    {
        TestServer server;
        RawClient client(server.port());
        QCOMPARE(client.ask(get).status, 200);
        const quint16 port = server.port();
        server.server->stop();
        QVERIFY(client.isClosedByServer());
        QVERIFY(!RawClient(port).isConnected());
        server.server->stop(); // again: nothing happens
    }

    void stop_requestInHand_isFinished()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(hold);
        QVERIFY(server.waitForHeld("a"));
        auto stopped =
            std::async(std::launch::async, [&] { server.server->stop(Milliseconds(60'000)); });
        const quint16 port = server.port();
        QVERIFY(eventually([&] { return !RawClient(port).isConnected(); }));
        server.release("a");
        const auto answer = client.read();
        QCOMPARE(answer.body, "a");
        QCOMPARE(answer.field("Connection"), "close");
        QVERIFY(client.isClosedByServer());
        client.close();
        stopped.get();
    }

    void stop_justAfterAnAnswer_nextRequestInHandIsFinished()
    {
        ManualClock clock;
        std::counting_semaphore<> answered(0);
        std::counting_semaphore<> goOn(0);
        HttpServerOptions options;
        options.clock = &clock;
        options.port = 0;
        options.threads = 2; // in the first one the stop begins
        options.report = [&,
                          isFirst = std::make_shared<std::atomic<bool>>(true)](const auto& told) {
            if (told.target != "/wait" || !isFirst->exchange(false))
                return;
            answered.release(); // the head has gone out
            goOn.acquire();
        };
        auto server = HttpServer::start(options, [](QObject*) {
            Router router;
            for (const char* path : {"/", "/wait"})
                router.add(
                    Method::Get, path,
                    [](const Request&, const Reply& reply) { reply.send(Response::empty(204)); },
                    renderControlRefusal);
            return Result<Router>(std::move(router));
        });
        QVERIFY(server.has_value());
        const quint16 port = (*server)->port();
        RawClient first(port); // the first thread's
        QCOMPARE(first.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 204);
        RawClient client(port);
        client.send(QByteArray("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(2));
        answered.acquire();
        auto stopped =
            std::async(std::launch::async, [&] { (*server)->stop(Milliseconds(60'000)); });
        const bool isStopping = eventually([&] { return !RawClient(port).isConnected(); });
        goOn.release();
        QVERIFY(isStopping);
        const auto answer = client.read();
        QCOMPARE(answer.status, 204);
        QCOMPARE(answer.field("Connection"), "");
        const auto next = client.read();
        QCOMPARE(next.status, 204);
        QCOMPARE(next.field("Connection"), "close");
        QVERIFY(client.isClosedByServer());
        client.close();
        stopped.get();
    }

    void stop_requestNeverAnswered_isCut()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(hold);
        QVERIFY(server.waitForHeld("a"));
        server.server->stop(Milliseconds(50));
        QVERIFY(client.isClosedByServer());
    }

    void stop_eventStream_endsAndIsTold()
    {
        TestServer server;
        RawClient client(server.port());
        client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("events"));
        QVERIFY(client.readUntil("\n\n"));
        auto stopped =
            std::async(std::launch::async, [&] { server.server->stop(Milliseconds(60'000)); });
        QVERIFY(client.readUntil("0\r\n\r\n"));
        QVERIFY(client.isClosedByServer());
        client.close();
        stopped.get();
    }

    void stop_withOpenHandles_handlesOutliveTheServer()
    {
        TestServer server;
        RawClient client(server.port());
        client.send(hold);
        RawClient other(server.port());
        other.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(server.waitForHeld("a"));
        QVERIFY(server.waitForHeld("events"));
        server.server.reset(); // TestServer still holds the Reply and the EventStream
    }
};

QTEST_GUILESS_MAIN(TstHttpServer)
#include "tst_httpserver.moc"
