// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"

#include <QScopeGuard>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <semaphore>
#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstService : public QObject {
    Q_OBJECT

    const SystemClock m_clock;

    ServiceOptions options()
    {
        ServiceOptions options = TestService::plainOptions();
        options.store.clock = &m_clock;
        options.http.clock = &m_clock;
        return options;
    }
    static quint16 portOf(const Service& service) { return quint16(QUrl(service.url()).port()); }

private Q_SLOTS:
    void serve_freePort_tellsItsUrl()
    {
        auto service = Service::open(options());
        QVERIFY(service);
        QVERIFY(!(*service)->isServing());
        QCOMPARE((*service)->url(), QString());
        QVERIFY((*service)->serve());
        QVERIFY((*service)->isServing());
        const quint16 port = portOf(**service);
        QCOMPARE((*service)->url(), u"http://127.0.0.1:"_s + QString::number(port));
        QCOMPARE(call(port, "GET /health").status, 200);
    }

    void serveOn_anotherPort_movesThereWithoutStandingStill()
    {
        auto service = Service::open(options());
        QVERIFY(service);
        QVERIFY((*service)->serve());
        const quint16 first = portOf(**service);
        std::optional<Result<void>> served;
        (*service)->serveOn(0, this, [&](const Result<void>& result) { served = result; });
        QCOMPARE(portOf(**service), first); // until the other one is there
        QTRY_VERIFY(served);
        QVERIFY(*served);
        const quint16 second = portOf(**service);
        QVERIFY(second != first);
        QCOMPARE(call(second, "GET /health").status, 200);
    }

    void serveOn_takenPort_staysWhereItIs()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
        auto service = Service::open(options());
        QVERIFY(service);
        QVERIFY((*service)->serve());
        const quint16 port = portOf(**service);
        std::optional<Result<void>> served;
        (*service)->serveOn(
            other.serverPort(), this, [&](const Result<void>& result) { served = result; });
        QTRY_VERIFY(served);
        QVERIFY(!*served);
        QCOMPARE(served->error().code, ErrorCode::AlreadyOwned);
        QCOMPARE(portOf(**service), port);
        QCOMPARE(call(port, "GET /health").status, 200);
    }

    void serveOn_twiceAndStopped_endsWell()
    {
        auto service = Service::open(options());
        QVERIFY(service);
        int told = 0;
        for (int i = 0; i < 2; ++i)
            (*service)->serveOn(0, this, [&](const Result<void>&) { ++told; });
        (*service)->stop();
        QVERIFY(!(*service)->isServing());
        QVERIFY((*service)->serve(0)); // and can begin anew
        QCOMPARE(call(portOf(**service), "GET /health").status, 200);
        (*service).reset(); // with one under way
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
    }

    void serve_takenPort_failsAndServesOnAnother()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
        auto service = Service::open(options());
        QVERIFY(service);
        const auto taken = (*service)->serve(other.serverPort());
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::AlreadyOwned);
        const QString message = taken.error().toString();
        QVERIFY2(message.contains(QString::number(other.serverPort())), qPrintable(message));
        QVERIFY(!(*service)->isServing());
        QCOMPARE((*service)->url(), QString());
        QVERIFY((*service)->serve(0));
        QCOMPARE(call(portOf(**service), "GET /health").status, 200);
    }

    void serve_ipv6_isInBrackets()
    {
        ServiceOptions wish = options();
        wish.http.addresses = {QHostAddress(QHostAddress::LocalHostIPv6)};
        auto service = Service::open(wish);
        QVERIFY(service);
        if (!(*service)->serve())
            QSKIP("no IPv6 on this machine");
        QVERIFY((*service)->url().startsWith(u"http://[::1]:"_s));
    }

    void open_damagedKeys_namesTheFileAndItsBackup()
    {
        const QTemporaryDir directory;
        ServiceOptions own = options();
        own.store.mode = StoreMode::Own;
        own.store.directory = directory.path();
        own.makeFirstKeys = true;
        {
            auto service = Service::open(own);
            QVERIFY(service);
            // The log's end is read first, and is to be well.
            const EntryName name{Namespace::parse("workflow/w").value(), Key("k")};
            const auto set = [&name](Transaction& t) {
                return t.set(name, JsonText::fromNumber(1));
            };
            QVERIFY((*service)->store().transactAndWait({}, set));
        }
        const QString path = directory.filePath(u"stateroom.db"_s);
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const qsizetype value = file.readAll().indexOf(R"("created":)");
            QVERIFY(value > 0);
            QVERIFY(file.seek(value));
            QCOMPARE(file.write("'"), 1);
        }
        QFile backup(path + u".backup-v1-20260101T000000000"_s);
        QVERIFY(backup.open(QIODevice::WriteOnly));

        const auto refused = Service::open(own);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::DamagedFile);
        const QString said = refused.error().toString();
        QVERIFY2(said.contains(path + u' ') && said.contains(backup.fileName()), qPrintable(said));
    }

    void serve_follower_isRefused()
    {
        const QTemporaryDir directory;
        ServiceOptions own = options();
        own.store.mode = StoreMode::Own;
        own.store.directory = directory.filePath(u"data"_s);
        auto owner = Service::open(own);
        QVERIFY(owner);
        QVERIFY((*owner)->serve());
        QCOMPARE(call(portOf(**owner), "POST /v1/state/wf/k", R"({"value":1})").status, 200);

        ServiceOptions follow = own;
        follow.store.mode = StoreMode::Follow;
        auto follower = Service::open(follow);
        QVERIFY2(follower, follower ? "" : qPrintable(follower.error().toString()));
        const auto serving = (*follower)->serve();
        QVERIFY(!serving);
        QCOMPARE(serving.error().code, ErrorCode::ReadOnly);
        QVERIFY(!(*follower)->isServing());
        // But it may look.
        const auto reader = (*follower)->store().openReader();
        QVERIFY(reader);
        const auto entry = (*reader)->get({Namespace("workflow", "wf"), Key("k")});
        QVERIFY(entry && *entry);
        QCOMPARE((*entry)->value.bytes(), "1");
    }

    void open_ownedDirectory_isRefused()
    {
        const QTemporaryDir directory;
        ServiceOptions own = options();
        own.store.mode = StoreMode::Own;
        own.store.directory = directory.filePath(u"data"_s);
        auto first = Service::open(own);
        QVERIFY(first);
        QVERIFY((*first)->serve());
        const auto second = Service::open(own);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::AlreadyOwned);
        const QString message = second.error().toString();
        const QString pid = QString::number(QCoreApplication::applicationPid());
        QVERIFY2(message.contains(pid), qPrintable(message));
        QVERIFY2(message.contains((*first)->url()), qPrintable(message));
    }

    void stop_openStream_endsItAndStoreStays()
    {
        auto service = Service::open(options());
        QVERIFY(service && (*service)->serve());
        EventClient watcher(portOf(**service), "/v1/state/wf/k/stream");
        HttpClient idle(portOf(**service));
        QCOMPARE(idle.call("POST /v1/state/wf/k", R"({"value":1})").status, 200);
        QVERIFY(watcher.next());
        (*service)->stop();
        QVERIFY(!(*service)->isServing());
        QCOMPARE((*service)->url(), QString());
        QVERIFY(watcher.waitForEnd());
        QVERIFY(idle.waitForEnd());
        (*service)->stop(); // nothing more to do
        QVERIFY((*service)->serve(0));
        QCOMPARE(call(portOf(**service), "GET /v1/state/wf/k").body, R"({"value":1,"version":1})");
    }

    void stop_requestInHand_finishesIt()
    {
        auto service = Service::open(options());
        QVERIFY(service && (*service)->serve());
        // The writer is busy until the server has begun to stop.
        std::counting_semaphore<> entered(0);
        std::counting_semaphore<> leave(0);
        QObject context;
        (*service)->store().transact(
            {},
            [&](Transaction&) -> Result<void> {
                entered.release();
                leave.acquire();
                return {};
            },
            &context, [](Result<void>) {});
        entered.acquire();
        // The clients have a thread of their own: stop() is the service's thread's, and waits.
        std::counting_semaphore<> asked(0);
        int first = 0;
        int ended = 0;
        HttpAnswer answer;
        std::thread clients([&, port = portOf(**service)] {
            // Streams end when the stop has begun; one in each HTTP thread tells of all of them.
            std::vector<std::unique_ptr<EventClient>> watchers;
            for (int i = 0; i < 3; ++i)
                watchers.push_back(std::make_unique<EventClient>(port, "/v1/state/wf/k/stream"));
            HttpClient client(port);
            // Pipelined: what answers the first request has read the second.
            client.send(
                requestBytes("GET /health") +
                requestBytes("POST /v1/state/wf/k", R"({"value":1})"));
            first = client.readAnswer().status;
            asked.release();
            for (const auto& watcher : watchers)
                ended += watcher->waitForEnd() ? 1 : 0;
            leave.release();
            answer = client.readAnswer();
        });
        asked.acquire();
        (*service)->stop(Milliseconds(patienceMs));
        clients.join();
        QCOMPARE(first, 200);
        QCOMPARE(ended, 3);
        QCOMPARE(answer.body, R"({"version":1})");
        QCOMPARE(answer.field("Connection"), "close");
    }

    void destroy_servingWithClients_isOrderly()
    {
        auto service = Service::open(options());
        QVERIFY(service && (*service)->serve());
        EventClient watcher(portOf(**service), "/v1/state/wf?snapshot=true");
        HttpClient idle(portOf(**service));
        QCOMPARE(idle.call("GET /health").status, 200);
        service->reset();
        QVERIFY(watcher.waitForEnd());
        QVERIFY(idle.waitForEnd());
    }
};

QTEST_GUILESS_MAIN(TstService)
#include "tst_service.moc"
