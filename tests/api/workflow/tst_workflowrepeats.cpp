// SPDX-License-Identifier: GPL-3.0-or-later
// Idempotency-Key: what was done once is answered again and not done again.
#include "tests/support/apicase.h"

#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace std::chrono_literals;

class TstWorkflowRepeats : public QObject {
    Q_OBJECT

    TestService m_service;

    HttpAnswer call(
        const QByteArray& request, const QByteArray& body, const QByteArray& key,
        const Fields& more = {})
    {
        return m_service.call(request, body, Fields{{"Idempotency-Key", key}} + more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void repeat_sameRequest_isAnsweredAgainAndDoesNothing_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray key = " /v1/state/repeat/";
        QTest::newRow("set") << "POST" + key + "set" << QByteArray(R"({"value":1})")
                             << QByteArray(R"({"version":1})");
        QTest::newRow("version") << "POST" + key + "cas/version"
                                 << QByteArray(R"({"value":1,"expectedVersion":0})")
                                 << QByteArray(R"({"version":1})");
        QTest::newRow("delete") << "DELETE" + key + "there" << QByteArray()
                                << QByteArray(R"({"deleted":true})");
    }
    void repeat_sameRequest_isAnsweredAgainAndDoesNothing()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, answer);
        m_service.write("workflow/repeat", "there", "1");
        const Seq before = m_service.position();
        const HttpAnswer first = call(request, body, "once");
        QCOMPARE(first.status, 200);
        QCOMPARE(first.body, answer);
        QVERIFY(first.field("Idempotency-Replayed").isNull());
        const QByteArrayList done = m_service.log(before);
        QCOMPARE(done.size(), 1);
        for (int i = 0; i < 3; ++i) {
            const HttpAnswer again = call(request, body, "once");
            QCOMPARE(again.status, 200);
            QCOMPARE(again.body, answer);
            QCOMPARE(again.field("ETag"), first.field("ETag"));
            QCOMPARE(again.field("Idempotency-Replayed"), "true");
        }
        QCOMPARE(m_service.log(before), done);
    }

    void repeat_afterPreconditionCameTrue_isAnsweredAgain()
    {
        const Fields none = {{"If-None-Match", "*"}};
        QCOMPARE(call("POST /v1/state/cond/k", R"({"value":1})", "c", none).status, 200);
        // Judged anew it would be 412, for the key is there now.
        const HttpAnswer again = call("POST /v1/state/cond/k", R"({"value":1})", "c", none);
        QCOMPARE(again.body, R"({"version":1})");
    }

    void repeat_otherBody_isRefused()
    {
        QCOMPARE(call("POST /v1/state/other/k", R"({"value":1})", "o").status, 200);
        const Seq before = m_service.position();
        const HttpAnswer other = call("POST /v1/state/other/k", R"({"value":2})", "o");
        QCOMPARE(other.status, 400);
        QVERIFY2(other.body.startsWith(R"({"code":"VALIDATION_ERROR",)"), other.body);
        QCOMPARE(m_service.position(), before);
    }

    void key_otherPathOrMethod_isAnotherOne()
    {
        QCOMPARE(call("POST /v1/state/paths/a", R"({"value":1})", "p").body, R"({"version":1})");
        QCOMPARE(call("POST /v1/state/paths/b", R"({"value":1})", "p").body, R"({"version":1})");
        QCOMPARE(call("POST /v1/state/paths2/a", R"({"value":1})", "p").body, R"({"version":1})");
        QCOMPARE(call("DELETE /v1/state/paths/a", "", "p").body, R"({"deleted":true})");
        QCOMPARE(call("POST /v1/state/paths/a", R"({"value":1})", "q").body, R"({"version":3})");
    }

    void refusal_isNotKept()
    {
        const QByteArray request = "POST /v1/state/refusal/k/version";
        const QByteArray body = R"({"value":2,"expectedVersion":1})";
        QCOMPARE(call(request, body, "r").status, 409);
        QCOMPARE(call("POST /v1/state/refusal/k", "{}", "r2").status, 400);
        const Fields match = {{"If-Match", "*"}};
        QCOMPARE(call("POST /v1/state/refusal/k", R"({"value":1})", "r3", match).status, 412);
        m_service.write("workflow/refusal", "k", "1");
        QCOMPARE(call(request, body, "r").body, R"({"version":2})");
        QCOMPARE(call("POST /v1/state/refusal/k", R"({"value":1})", "r2").body, R"({"version":3})");
        QCOMPARE(
            call("POST /v1/state/refusal/k", R"({"value":1})", "r3", match).body,
            R"({"version":4})");
    }

    void repeat_atOnce_isDoneOnce()
    {
        const Seq before = m_service.position();
        std::vector<HttpAnswer> answers(16);
        std::vector<std::thread> clients;
        for (HttpAnswer& answer : answers)
            clients.emplace_back(
                [&] { answer = call("POST /v1/state/at-once/k", R"({"value":1})", "same"); });
        for (std::thread& client : clients)
            client.join();
        int replayed = 0;
        for (const HttpAnswer& answer : answers) {
            QCOMPARE(answer.body, R"({"version":1})");
            replayed += answer.field("Idempotency-Replayed") == "true" ? 1 : 0;
        }
        QCOMPARE(replayed, 15);
        QCOMPARE(m_service.log(before), QByteArrayList{"workflow/at-once k v1 set 1"});
    }

    void record_lasts24Hours()
    {
        QCOMPARE(call("POST /v1/state/day/k", R"({"value":1})", "d").body, R"({"version":1})");
        m_service.clock.advance(24h - 1ms);
        QCOMPARE(call("POST /v1/state/day/k", R"({"value":1})", "d").body, R"({"version":1})");
        m_service.clock.advance(1ms);
        QCOMPARE(call("POST /v1/state/day/k", R"({"value":1})", "d").body, R"({"version":2})");
    }

    void key_wrongForm_isRefused_data()
    {
        const auto refused = [](const char* name, const QByteArray& key) {
            return ApiCase{
                .name = name,
                .request = "POST /v1/state/{wf}/k",
                .body = R"({"value":1})",
                .headers = {{"Idempotency-Key", key}},
                .status = 400,
                .begins = R"({"code":"VALIDATION_ERROR",)",
                .contains = {"Idempotency-Key"}};
        };
        addCases({
            refused("empty", ""),
            refused("256 bytes", QByteArray(256, 'k')),
            refused("a space within", "a b"),
            refused("not ASCII", "\xc3\xa9"),
            {.name = "255 bytes",
             .request = "POST /v1/state/{wf}/k",
             .body = R"({"value":1})",
             .headers = {{"Idempotency-Key", QByteArray(255, '~')}},
             .log = {"k v1 set 1"}},
        });
    }
    void key_wrongForm_isRefused() { runCase(m_service); }
};

QTEST_GUILESS_MAIN(TstWorkflowRepeats)
#include "tst_workflowrepeats.moc"
