// SPDX-License-Identifier: GPL-3.0-or-later
// What a watcher is told while it watches.
#include "tests/support/apicase.h"

#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace std::chrono_literals;

class TstWorkflowStream : public QObject {
    Q_OBJECT

    TestService m_service;

    void post(const QByteArray& target, const QByteArray& body)
    {
        const HttpAnswer answer = m_service.call("POST /v1/state/" + target, body);
        QVERIFY2(answer.status == 200, answer.body);
    }
    QByteArray newestId() { return QByteArray::number(m_service.position().value()); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void stream_start_tellsHeadRetryAndComment()
    {
        EventClient watcher(m_service.port(), "/v1/state/start/k/stream");
        QCOMPARE(watcher.answer().status, 200);
        QCOMPARE(watcher.answer().field("Content-Type"), "text/event-stream");
        QCOMPARE(watcher.answer().field("Cache-Control"), "no-store");
        QVERIFY(watcher.answer().field("Content-Length").isNull());
        QCOMPARE(watcher.answer().field("Transfer-Encoding"), "chunked");
        HttpClient& client = watcher.client();
        for (const char* line : {"f", "retry: 1000", ":", "", ""})
            QCOMPARE(client.readLine(), QByteArray(line));
    }

    void stream_quietFor15Seconds_sendsComment()
    {
        EventClient watcher(m_service.port(), "/v1/state/quiet/k/stream");
        post("quiet/k", R"({"value":1})");
        QVERIFY(watcher.next());
        QCOMPARE(watcher.comments(), 1);
        m_service.httpClock.advance(15s);
        for (const char* line : {"", "3", ":", ""})
            QCOMPARE(watcher.client().readLine(), QByteArray(line));
    }

    void stream_everyKindOfChange_isTold()
    {
        EventClient key(m_service.port(), "/v1/state/kinds/k/stream");
        EventClient all(m_service.port(), "/v1/state/kinds");
        QCOMPARE(all.answer().field("Content-Type"), "text/event-stream");
        QByteArrayList ids;
        const auto expect = [&](const QByteArray& event) {
            ids << newestId();
            QCOMPARE(key.nextData(), '{' + event);
            QCOMPARE(all.nextData(), R"({"key":"k",)" + event);
            QCOMPARE(key.lastId(), ids.back());
            QCOMPARE(all.lastId(), ids.back());
        };
        post("kinds/k", R"({"value": {"step": "researching"}})");
        expect(R"("oldValue":null,"newValue":{"step":"researching"},"version":1,"op":"set"})");
        post("kinds/k/version", R"({"value":1e400,"expectedVersion":1})");
        expect(R"("oldValue":{"step":"researching"},"newValue":1e400,"version":2,"op":"set"})");
        m_service.call("DELETE /v1/state/kinds/k");
        expect(R"("oldValue":1e400,"newValue":null,"version":3,"op":"delete"})");
        m_service.call("DELETE /v1/state/kinds/k"); // changes nothing, so nobody is told
        post("kinds/k", R"({"value":null,"ttl":1})");
        expect(R"("oldValue":null,"newValue":null,"version":4,"op":"set"})");
        m_service.clock.advance(1s);
        QCOMPARE(key.nextData(), R"({"oldValue":null,"newValue":null,"version":5,"op":"expire"})");
        QCOMPARE(
            all.nextData(),
            R"({"key":"k","oldValue":null,"newValue":null,"version":5,"op":"expire"})");
        const EntryName name{Namespace("workflow", "kinds"), Key("k")};
        QVERIFY(m_service.store().transactAndWait({}, [&](Transaction& transaction) {
            SetOptions restore;
            restore.as = ChangeOp::Restore;
            return transaction.set(name, JsonText::fromNumber(7), restore);
        }));
        expect(R"("oldValue":null,"newValue":7,"version":6,"op":"set"})");
    }

    void stream_otherKeysAndWorkflows_areNotSeen()
    {
        EventClient key(m_service.port(), "/v1/state/alone/k/stream");
        EventClient all(m_service.port(), "/v1/state/alone");
        post("alone/kk", R"({"value":1})");
        post("alone-b/k", R"({"value":2})");
        m_service.write("integration/", "k", "3");
        post("alone/k", R"({"value":4})");
        QCOMPARE(key.nextData(), R"({"oldValue":null,"newValue":4,"version":1,"op":"set"})");
        QCOMPARE(
            all.nextData(2),
            QByteArrayList(
                {R"({"key":"kk","oldValue":null,"newValue":1,"version":1,"op":"set"})",
                 R"({"key":"k","oldValue":null,"newValue":4,"version":1,"op":"set"})"}));
    }

    void stream_refusedWrites_areNotTold()
    {
        EventClient watcher(m_service.port(), "/v1/state/refused/k/stream");
        m_service.call("POST /v1/state/refused/k", "{}");
        m_service.call("POST /v1/state/refused/k/version", R"({"value":1,"expectedVersion":5})");
        m_service.call("POST /v1/state/refused/k", R"({"value":1})", {{"If-Match", "*"}});
        m_service.call("POST /v1/state/refused/k", R"({"value":1})", {{"Origin", "null"}});
        post("refused/k", R"({"value":2})");
        QCOMPARE(watcher.nextData(), R"({"oldValue":null,"newValue":2,"version":1,"op":"set"})");
    }

    void stream_manyWatchers_allSeeAllInOrder()
    {
        constexpr int watcherCount = 30;
        constexpr int changeCount = 40;
        std::vector<std::unique_ptr<EventClient>> watchers;
        for (int i = 0; i < watcherCount; ++i)
            watchers.push_back(std::make_unique<EventClient>(
                m_service.port(), i % 2 == 0 ? "/v1/state/many/k/stream" : "/v1/state/many"));
        for (int i = 1; i <= changeCount; ++i)
            post("many/k", R"({"value":)" + QByteArray::number(i) + '}');
        for (const auto& watcher : watchers) {
            for (int i = 1; i <= changeCount; ++i) {
                const QByteArray data = watcher->nextData();
                QVERIFY2(data.contains(R"("newValue":)" + QByteArray::number(i) + ','), data);
            }
        }
    }

    void stream_writeRightAfterHead_isSeen()
    {
        // The watch is in force before its head is sent, so nothing can fall between.
        for (int i = 1; i <= 300; ++i) {
            EventClient watcher(
                m_service.port(), i % 2 == 0 ? "/v1/state/at-once/k/stream" : "/v1/state/at-once");
            m_service.write("workflow/at-once", "k", QByteArray::number(i));
            const QByteArray data = watcher.nextData();
            QVERIFY2(data.contains(R"("newValue":)" + QByteArray::number(i) + ','), data);
        }
    }

    void stream_head_endsAtOnce()
    {
        HttpClient client(m_service.port());
        const HttpAnswer answer = client.call("HEAD /v1/state/wf/k/stream");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.field("Content-Type"), "text/event-stream");
        QVERIFY(client.waitForEnd());
        HttpClient workflow(m_service.port());
        QCOMPARE(
            workflow.call("HEAD /v1/state/wf", {}, {{"Accept", "text/event-stream"}}).status, 200);
        QVERIFY(workflow.waitForEnd());
    }

    void stream_accept_choosesListOrStream_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("isStream");
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("anything") << QByteArray("*/*") << false;
        QTest::newRow("JSON") << QByteArray("application/json") << false;
        QTest::newRow("stream") << QByteArray("text/event-stream") << true;
        QTest::newRow("stream in a list") << QByteArray("text/event-stream, */*;q=0.1") << true;
        QTest::newRow("stream with a weight") << QByteArray("text/event-stream;q=0.9") << true;
        QTest::newRow("other case") << QByteArray("Text/Event-Stream") << true;
    }
    void stream_accept_choosesListOrStream()
    {
        QFETCH(const QByteArray, accept);
        QFETCH(const bool, isStream);
        HttpClient client(m_service.port());
        client.send(requestBytes(
            "GET /v1/state/accept", {}, accept.isNull() ? Fields() : Fields{{"Accept", accept}}));
        const HttpAnswer head = client.readHead();
        QCOMPARE(head.status, 200);
        QCOMPARE(head.field("Content-Type"), isStream ? "text/event-stream" : "application/json");
    }

    void stream_token_isIgnored()
    {
        EventClient header(
            m_service.port(), "/v1/state/token/k/stream", {{"Authorization", "Bearer x"}});
        EventClient query(m_service.port(), "/v1/state/token/k/stream?api_key=secret");
        QCOMPARE(header.answer().status, 200);
        QCOMPARE(query.answer().status, 200);
        // It may be a real key one day: no log may show it.
        const QByteArray id = query.answer().field("X-Request-Id");
        query.client().socket().abort();
        const RequestReport report = m_service.reportOf(id);
        QVERIFY2(report.target.startsWith("/v1/state/token/k/stream?api_key="), report.target);
        QVERIFY2(!report.target.contains("secret"), report.target);
    }

    void stream_fromPage_bearsCors()
    {
        EventClient allowed(
            m_service.port(), "/v1/state/page/k/stream", {{"Origin", "http://localhost:3000"}});
        QCOMPARE(allowed.answer().field("Access-Control-Allow-Origin"), "http://localhost:3000");
        EventClient foreign(
            m_service.port(), "/v1/state/page/k/stream", {{"Origin", "https://evil.example"}});
        QCOMPARE(foreign.answer().status, 403);
    }

    void stream_slowReader_isCutOffAloneAndResumes()
    {
        constexpr int changeCount = 300;
        const QByteArray padding(64 * 1024, 'x');
        // One thread serves both, so that what the quick one has been told, the slow one has been
        // sent: it is the client that falls behind, not a thread that waits for a processor.
        ServiceOptions options = TestService::plainOptions();
        options.http.threads = 1;
        TestService service(options);
        EventClient slow(service.port(), "/v1/state/slow/k/stream");
        slow.client().readSlowly();
        EventClient quick(service.port(), "/v1/state/slow/k/stream");
        for (int i = 1; i <= changeCount; ++i) {
            service.write("workflow/slow", "k", '"' + padding + QByteArray::number(i) + '"');
            // The one who reads is told at once, whatever the other does.
            const QByteArray data = quick.nextData();
            QVERIFY(data.contains("x" + QByteArray::number(i) + "\",\"version\":"));
        }
        slow.client().readFreely();
        int seen = 0;
        while (slow.next())
            ++seen;
        QVERIFY2(seen < changeCount, "it was never cut off");
        QVERIFY(seen > 0);
        EventClient resumed(
            service.port(), "/v1/state/slow/k/stream", {{"Last-Event-ID", slow.lastId()}});
        for (int i = seen + 1; i <= changeCount; ++i) {
            const QByteArray data = resumed.nextData();
            QVERIFY2(
                data.contains("x" + QByteArray::number(i) + "\",\"version\":"), data.right(60));
        }
    }

    void stop_openStreams_endInOrder()
    {
        TestService service;
        std::vector<std::unique_ptr<EventClient>> watchers;
        for (int i = 0; i < 9; ++i)
            watchers.push_back(
                std::make_unique<EventClient>(service.port(), "/v1/state/wf/k/stream"));
        service.service().stop();
        for (const auto& watcher : watchers)
            QVERIFY(watcher->waitForEnd());
        QCOMPARE(service.call("GET /health").status, 0);
    }
};

QTEST_GUILESS_MAIN(TstWorkflowStream)
#include "tst_workflowstream.moc"
