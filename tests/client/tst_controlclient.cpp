// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/controlclient.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class TstControlClient : public QObject {
    Q_OBJECT

    Interruption m_interruption;

    ControlClient clientOf(const ScriptedServer& server)
    {
        return ControlClient(
            {*ServerAddress::parse(server.url(), {}), "ctl_token", {}, u"FILE"_s}, m_interruption);
    }

private Q_SLOTS:
    void get_key_isEncodedAndTokenSent()
    {
        ScriptedServer server;
        server.add(200, R"({"value": 1.10})");
        ControlClient client = clientOf(server);
        CallTarget target("namespaces");
        target.segment("workflow/wf-1").word("entries").segment("a/b ..?#%é");
        target.query("at", "2026-01-01T00:00:00+01:00").number("limit", 3);
        const auto answer = client.get(target);
        QVERIFY(answer);
        QCOMPARE(answer->bytes(), R"({"value":1.10})");
        QCOMPARE(
            server.calls().first(),
            "GET /namespaces/workflow%2Fwf-1/entries/a%2Fb%20..%3F%23%25%C3%A9"
            "?at=2026-01-01T00%3A00%3A00%2B01%3A00&limit=3");
        QVERIFY(server.seen()[0].head.contains("\r\nAuthorization: Bearer ctl_token\r\n"));
    }

    void send_status_becomesAnError_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ClientErrorCode>("code");
        QTest::addColumn<QString>("message");
        const QByteArray plain = R"({"error":{"code":"X","message":"Said."}})";
        const QString said = u"Said."_s;
        using enum ClientErrorCode;
        const std::pair<int, ClientErrorCode> codes[] = {
            {400, WrongUsage},   {401, Refused},      {403, Refused},      {404, NothingThere},
            {405, WrongUsage},   {408, ServerFailed}, {409, Conflict},     {410, NothingThere},
            {412, Conflict},     {413, WrongUsage},   {429, ServerFailed}, {500, ServerFailed},
            {503, ServerFailed}, {507, ServerFailed}};
        for (const auto& [status, code] : codes)
            QTest::addRow("%d", status) << status << plain << code << said;
        QTest::newRow("line") << 400 << QByteArray(R"({"error":{"message":"Not JSON.","line":7}})")
                              << WrongUsage << u"Line 7: Not JSON."_s;
        QTest::newRow("conflicts")
            << 409
            << QByteArray(R"({"error":{"message":"Written since.","conflictCount":3,"conflicts":[)"
                          R"({"namespace":"a/b","key":"k"},{"namespace":"a/b","key":"l"}]}})")
            << Conflict << u"Written since.\n  a/b k\n  a/b l\n  … and 1 more"_s;
        QTest::newRow("page of a proxy")
            << 502 << QByteArray("<html>") << ServerFailed << u"answered 502, and not in the way"_s;
        QTest::newRow("other API") << 404 << QByteArray(R"({"detail":"none"})") << ServerFailed
                                   << u"answered 404, and not in the way"_s;
        QTest::newRow("guarded by another")
            << 401 << QByteArray("no") << Refused << u"answered 401"_s;
        QTest::newRow("not JSON") << 200 << QByteArray("hello") << ServerFailed << u"is not JSON"_s;
    }

    void send_status_becomesAnError()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, message);
        ScriptedServer server;
        server.add(status, body);
        ControlClient client = clientOf(server);
        const auto answer = client.send("POST", CallTarget("undo"), "{}");
        QVERIFY(!answer);
        QTEST(answer.error().code, "code");
        QVERIFY2(answer.error().message.contains(message), qPrintable(answer.error().message));
        const QString all = answer.error().message + answer.error().hint;
        QVERIFY(!all.contains(u"ctl_token"_s));
    }

    void send_redirect_isNotFollowed()
    {
        ScriptedServer server;
        ScriptedServer other;
        server.add(
            307, "", "Location: http://127.0.0.1:" + QByteArray::number(other.port()) + "/x\r\n");
        ControlClient client = clientOf(server);
        const auto answer = client.get(CallTarget("keys"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ClientErrorCode::ServerFailed);
        QVERIFY(answer.error().message.contains(u"not followed"_s));
        QCOMPARE(other.connections(), 0);
    }

    void open_refused_hasTheServersMessage()
    {
        ScriptedServer server;
        server.addError(410, "COMPACTED", "Gone.");
        ControlClient client = clientOf(server);
        const auto head = client.open({.target = "/watch"});
        QVERIFY(!head);
        QCOMPARE(head.error().code, ClientErrorCode::NothingThere);
        QCOMPARE(head.error().message, u"Gone."_s);
    }
};

QTEST_GUILESS_MAIN(TstControlClient)
#include "tst_controlclient.moc"
