// SPDX-License-Identifier: GPL-3.0-or-later
// What the service tells about the requests that it was sent.
#include "core/service/requestchanges.h"
#include "tests/support/testservice.h"

#include <QDeadlineTimer>
#include <QTest>
#include <QThread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstRequests : public QObject {
    Q_OBJECT

    std::unique_ptr<TestService> m_service;

    RequestBook& book() { return m_service->service().requests(); }
    /// Waits until the request with this id has been told of.
    RequestReport told(const QByteArray& id)
    {
        for (QDeadlineTimer end(patienceMs); !end.hasExpired(); QThread::msleep(1)) {
            if (const auto report = book().find(id))
                return *report;
        }
        return {};
    }
    RequestReport
    ask(const QByteArray& id, const QByteArray& request, const QByteArray& body = {},
        Fields fields = {})
    {
        fields << std::pair{"X-Request-Id"_ba, id};
        m_service->call(request, body, fields);
        return told(id);
    }
    RequestChanges changes(const RequestReport& report)
    {
        return changesOf(**m_service->store().openReader(), report).value();
    }

private Q_SLOTS:
    void init()
    {
        ServiceOptions options = TestService::plainOptions();
        options.givenKeys = u"integration=int-key"_s;
        m_service = std::make_unique<TestService>(std::move(options));
        QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    }
    void cleanup() { m_service.reset(); }

    void told_write_hasHeadApiAndKey()
    {
        m_service->httpClock.advance(Milliseconds(5));
        const RequestReport report =
            ask("r1", "PUT /v1/state/a?api_key=int-key", "1",
                {{"Authorization", "Bearer int-key"}, {"X-Other", "o"}});
        QCOMPARE(report.method, "PUT");
        QCOMPARE(report.target, "/v1/state/a?api_key=***");
        QCOMPARE(report.status, 200);
        QCOMPARE(report.api, "integration");
        QCOMPARE(report.note.credential, RequestNote::Credential::Known);
        QCOMPARE(report.note.keyId, m_service->service().keys().all().front()->id);
        QCOMPARE(report.requestHead.first("Authorization"), "Bearer ***");
        QCOMPARE(report.requestHead.first("X-Other"), "o");
        QVERIFY(report.answerHead.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(report.answerHead.contains("ETag: \"1\"\r\n"));
        QVERIFY(report.answerHead.endsWith("\r\n\r\n"));
        QVERIFY(!report.bodies);
        QCOMPARE(report.at, m_service->httpClock.now());
        QVERIFY(!report.refusal);
    }

    void told_refusals_haveCodeAndMessage_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const char* request, const char* code,
                            const char* message) {
            QTest::newRow(name) << QByteArray(request) << QByteArray(code) << QByteArray(message);
        };
        row("workflow", "GET /v1/state/wf/none", "KEY_NOT_FOUND", "does not exist");
        row("integration", "GET /state/a", "unauthorized", "API key is needed");
        row("both", "PUT /v1/state/a", "UNAUTHORIZED", "needs one of its keys");
        row("nobody's", "GET /none", "NOT_FOUND", "nothing at this path");
        row("before routing", "GET /v1/state//b", "BAD_REQUEST", "");
    }
    void told_refusals_haveCodeAndMessage()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, message);
        const RequestReport report = ask("r", request);
        QTEST(report.errorCode, "code");
        QVERIFY2(report.errorMessage.contains(message), report.errorMessage.constData());
    }

    void told_bodiesWanted_areMaskedAndOnlyThen()
    {
        const QByteArray body = R"({"value":{"password":"p1","a":1}})";
        QVERIFY(!ask("r1", "POST /v1/state/wf/k", body).bodies);
        book().setRecordsBodies(true);
        const RequestReport write = ask("r2", "POST /v1/state/wf/k", body);
        QCOMPARE(write.bodies->request.bytes, R"({"value":{"password":"***","a":1}})");
        QCOMPARE(write.bodies->answer.bytes, R"({"version":2})");
        const RequestReport read = ask("r3", "GET /v1/state/wf/k");
        QCOMPARE(read.bodies->answer.bytes, R"({"value":{"password":"***","a":1},"version":2})");
        QCOMPARE(read.bytesOut, qint64(body.size() + 12)); // what was sent is whole
        QCOMPARE(ask("r4", "GET /none").bodies->answer.bytes.first(9), R"({"error":)");
        QCOMPARE(ask("r5", "GET /v1/state//b", "refused").bodies->request.bytes, QByteArray());
        book().setRecordsBodies(false);
        QVERIFY(!ask("r6", "POST /v1/state/wf/k", body).bodies);
    }

    void told_stream_atItsEndWithItsEvents()
    {
        book().setRecordsBodies(true);
        {
            EventClient client(
                m_service->port(), "/v1/state/wf/stream?api_key=secret", {{"X-Request-Id", "r1"}});
            Q_UNUSED(client)
        }
        m_service->service().stop();
        for (const RequestReportPtr& report : book().behind(0))
            QVERIFY(!report->target.contains("secret"));
    }

    void told_stream_whenItBeginsAndHowLongItTook()
    {
        auto client = std::make_unique<EventClient>(
            m_service->port(), "/v1/state/wf/k/stream", Fields{{"X-Request-Id", "r1"}});
        QCOMPARE(client->answer().status, 200);
        const RequestReport open = told("r1");
        QVERIFY(open.isOpen);
        QCOMPARE(open.status, 200);
        QCOMPARE(open.api, "workflow");
        QVERIFY(open.answerHead.contains("Content-Type: text/event-stream\r\n"));
        m_service->write("workflow/wf", "k", "1");
        QVERIFY(!client->nextData().isEmpty());
        m_service->httpClock.advance(std::chrono::seconds(5));
        client.reset();
        QTRY_VERIFY(!told("r1").isOpen);
        const RequestReport ended = told("r1");
        QCOMPARE(ended.number, open.number);
        QCOMPARE(ended.took, Milliseconds(5000));
        QVERIFY(ended.bytesOut > 0);
        QCOMPARE(book().last(), 1);
    }

    void told_turnedAway_isTold()
    {
        ServiceOptions options = TestService::plainOptions();
        options.http.limits.maxConnections = 1;
        m_service.reset();
        m_service = std::make_unique<TestService>(std::move(options));
        HttpClient first(m_service->port());
        QCOMPARE(first.call("GET /health").status, 200);
        QCOMPARE(m_service->call("GET /health").status, 503);
        QTRY_COMPARE(book().last(), 2);
        const auto report = book().behind(1).front();
        QCOMPARE(report->status, 503);
        QCOMPARE(report->refusal, Refusal::Kind::Overloaded);
    }

    void changesOf_requests_areTheirOwn()
    {
        const Fields key{{"Authorization", "Bearer int-key"}};
        const auto tick = [this] {
            m_service->clock.advance(Milliseconds(400));
            m_service->httpClock.advance(Milliseconds(400));
        };
        for (int i = 0; i < 40; ++i) { // what else happens in the store
            m_service->write("workflow/other", QByteArray::number(i), "1");
            tick();
        }
        ask("r1", "PUT /v1/state/a", "1", key);
        ask("r2", "PUT /v1/state/b", "2", key);
        tick();
        ask("r3", "DELETE /v1/state", {}, key);
        for (int i = 0; i < 40; ++i) {
            tick();
            m_service->write("workflow/other", QByteArray::number(i), "2");
        }
        const RequestChanges first = changes(told("r1"));
        QCOMPARE(first.changes.size(), 1u);
        QCOMPARE(first.changes.front().name.key, Key("a"));
        QVERIFY(first.isWhole && !first.more);
        const RequestChanges third = changes(told("r3"));
        QCOMPARE(third.changes.size(), 2u);
        QCOMPARE(third.changes.back().op, ChangeOp::Delete);
        QVERIFY(changes(ask("r4", "GET /health")).changes.empty());
    }
};

QTEST_GUILESS_MAIN(TstRequests)
#include "tst_requests.moc"
