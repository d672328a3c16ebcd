// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/httpcaller.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkProxy>
#include <QTest>
#include <QTimer>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstHttpCaller : public QObject {
    Q_OBJECT

    Interruption m_interruption;

    static ServerAddress addressOf(const ScriptedServer& server)
    {
        return *ServerAddress::parse(server.url(), {});
    }

private Q_SLOTS:
    void call_twice_usesOneConnection()
    {
        ScriptedServer server;
        server.add(200, "1");
        server.add(404, "2");
        HttpCaller caller(addressOf(server), m_interruption);
        QCOMPARE(caller.call({.target = "/a"})->body, "1");
        const auto second = caller.call(
            {.method = "POST", .target = "/b", .body = "[]", .contentType = "application/json"});
        QCOMPARE(second->head.status, 404);
        QCOMPARE(second->body, "2");
        QCOMPARE(server.seen()[0].line, "GET /a HTTP/1.1");
        QVERIFY(server.seen()[0].head.contains("\r\nHost: 127.0.0.1:"));
        QVERIFY(!server.seen()[0].head.contains("Content-Length"));
        QCOMPARE(server.seen()[1].body, "[]");
        QVERIFY(server.seen()[1].head.contains("\r\nContent-Type: application/json\r\n"));
    }

    void call_basePath_standsBeforeTheTarget()
    {
        ScriptedServer server;
        server.add(200, "{}");
        auto address = ServerAddress::parse(server.url() + u"/base/"_s, {});
        HttpCaller caller(*address, m_interruption);
        QVERIFY(caller.call({.target = "/x"}));
        QCOMPARE(server.seen()[0].line, "GET /base/x HTTP/1.1");
    }

    void call_answerBeyondTheBound_isGivenUp()
    {
        ScriptedServer server;
        server.add(200, QByteArray(1001, ' ') + "1");
        server.add(200, QByteArray(999, ' ') + "1");
        HttpCallerOptions options;
        options.maxAnswer = 1000;
        HttpCaller caller(addressOf(server), m_interruption, options);
        const auto answer = caller.call({.target = "/a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::ServerFailed);
        QCOMPARE(caller.call({.target = "/b"})->body.size(), 1000);
    }

    void call_repeatable_isRepeatedOnceOnAnOldConnection()
    {
        ScriptedServer server;
        server.add({.bytes = answerBytes(200, "1"), .closes = true});
        server.add(200, "2");
        HttpCaller caller(addressOf(server), m_interruption);
        QVERIFY(caller.call({.target = "/a"}));
        QCOMPARE(caller.call({.target = "/b"})->body, "2");
        QCOMPARE(server.connections(), 2);
    }

    void call_notRepeatable_isNeverSentTwice()
    {
        ScriptedServer server;
        server.add({.bytes = {}, .closes = true});
        server.add(200, "{}");
        HttpCaller caller(addressOf(server), m_interruption);
        const auto answer = caller.call({.method = "POST", .target = "/a", .isRepeatable = false});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::Unreachable);
        QVERIFY2(
            answer.error().message.contains(u"closed the connection"_s),
            qPrintable(answer.error().message));
        QCOMPARE(server.seen().size(), 1);
    }

    void call_largeBody_waitsToBeAskedFor()
    {
        ScriptedServer server;
        server.add(200, "{}");
        HttpCaller caller(addressOf(server), m_interruption);
        const QByteArray body(3 * 1024 * 1024, 'x');
        QVERIFY(caller.call({.method = "POST", .target = "/a", .body = body}));
        QCOMPARE(server.seen()[0].body.size(), body.size());
        QVERIFY(server.seen()[0].head.contains("Expect: 100-continue"));
    }

    void call_largeBodyRefused_isNotSent()
    {
        ScriptedServer server;
        server.add({.bytes = answerBytes(413, "{}"), .closes = true, .refusesEarly = true});
        HttpCaller caller(addressOf(server), m_interruption);
        const auto answer = caller.call(
            {.method = "POST", .target = "/a", .body = QByteArray(3 * 1024 * 1024, 'x')});
        QVERIFY(answer);
        QCOMPARE(answer->head.status, 413);
        QVERIFY(server.seen()[0].body.isEmpty());
    }

    void call_answerCutOff_isUnreachable()
    {
        ScriptedServer server;
        server.add({.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .closes = true});
        HttpCaller caller(addressOf(server), m_interruption);
        const auto answer = caller.call({.target = "/a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::Unreachable);
    }

    void call_otherProtocol_isSaid()
    {
        ScriptedServer server;
        server.add({.bytes = "220 mail.example ESMTP\r\n\r\n"});
        HttpCaller caller(addressOf(server), m_interruption);
        const auto answer = caller.call({.target = "/a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::ServerFailed);
        QVERIFY(answer.error().message.contains(u"does not answer as an HTTP server"_s));
    }

    void call_nobodyListens_isUnreachable()
    {
        quint16 port = 0;
        {
            const ScriptedServer gone;
            port = gone.port();
        }
        HttpCaller caller(
            *ServerAddress::parse(u"localhost:"_s + QString::number(port), {}), m_interruption);
        const auto answer = caller.call({.target = "/a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::Unreachable);
        QVERIFY(answer.error().message.contains(u"refused"_s));
    }

    void call_silence_isGivenUp()
    {
        const ScriptedServer server; // without a script it never answers
        HttpCallerOptions options;
        options.silence = std::chrono::milliseconds(50);
        HttpCaller caller(addressOf(server), m_interruption, options);
        const auto answer = caller.call({.target = "/a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::Unreachable);
        QVERIFY(answer.error().message.contains(u"does not answer"_s));
    }

    void call_interruption_endsTheWait()
    {
        const ScriptedServer server;
        Interruption interruption;
        HttpCaller caller(addressOf(server), interruption);
        QTimer::singleShot(0, &interruption, [&interruption] { interruption.request(); });
        const auto answer = caller.call({.target = "/a"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::Interrupted);
    }

    void call_proxyOfTheApplication_isNotUsed()
    {
        ScriptedServer server;
        server.add(200, "1");
        QNetworkProxy::setApplicationProxy(
            QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 1));
        HttpCaller caller(addressOf(server), m_interruption);
        const auto answer = caller.call({.target = "/a"});
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QVERIFY(answer);
    }

    void read_stream_comesPieceByPiece()
    {
        ScriptedServer server;
        server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"});
        HttpCaller caller(addressOf(server), m_interruption);
        const auto head = caller.open({.target = "/watch"});
        QVERIFY(head);
        QCOMPARE(head->status, 200);
        QCOMPARE(*caller.read(), "abc");
    }
};

QTEST_GUILESS_MAIN(TstHttpCaller)
#include "tst_httpcaller.moc"
