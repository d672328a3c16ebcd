// SPDX-License-Identifier: GPL-3.0-or-later
// Keys go at their instant, by the store's clock, and their removal is a change of its own.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace std::chrono_literals;

class TstWorkflowExpiry : public QObject {
    Q_OBJECT

    TestService m_service;

    HttpAnswer post(const QByteArray& target, const QByteArray& body)
    {
        return m_service.call("POST /v1/state/" + target, body);
    }
    int statusOf(const QByteArray& target)
    {
        return m_service.call("GET /v1/state/" + target).status;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void get_ttl_endsAtItsInstant_data()
    {
        QTest::addColumn<QByteArray>("ttl");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("whole") << QByteArray("10") << 10'000;
        QTest::newRow("fraction") << QByteArray("0.25") << 250;
        QTest::newRow("exponent") << QByteArray("25e-1") << 2'500;
        QTest::newRow("less than a millisecond lasts one") << QByteArray("0.0001") << 1;
        QTest::newRow("a day") << QByteArray("86400") << 86'400'000;
    }
    void get_ttl_endsAtItsInstant()
    {
        QFETCH(const QByteArray, ttl);
        QFETCH(const int, milliseconds);
        post("instant/k", R"({"value":1,"ttl":)" + ttl + '}');
        m_service.clock.advance(Milliseconds(milliseconds - 1));
        QCOMPARE(statusOf("instant/k"), 200);
        QCOMPARE(m_service.call("GET /v1/state/instant").body, R"({"keys":["k"]})");
        m_service.clock.advance(1ms);
        const HttpAnswer gone = m_service.call("GET /v1/state/instant/k");
        QCOMPARE(gone.status, 404);
        QVERIFY(gone.body.contains("KEY_NOT_FOUND"));
        QCOMPARE(m_service.call("GET /v1/state/instant").body, R"({"keys":[]})");
        QCOMPARE(
            m_service.call("GET /v1/state/instant?limit=1").body,
            R"({"keys":[],"next_cursor":null})");
    }

    void set_withoutTtl_neverExpires()
    {
        post("never/absent", R"({"value":1})");
        post("never/zero", R"({"value":1,"ttl":0})");
        m_service.clock.advance(std::chrono::hours(24 * 365));
        QCOMPARE(statusOf("never/absent"), 200);
        QCOMPARE(statusOf("never/zero"), 200);
    }

    void set_again_setsTtlAnew()
    {
        post("anew/longer", R"({"value":1,"ttl":10})");
        post("anew/none", R"({"value":1,"ttl":10})");
        post("anew/shorter", R"({"value":1,"ttl":10})");
        post("anew/byVersion", R"({"value":1,"ttl":10})");
        m_service.clock.advance(9s);
        post("anew/longer", R"({"value":2,"ttl":10})");
        post("anew/none", R"({"value":2})");
        post("anew/shorter", R"({"value":2,"ttl":0.5})");
        post("anew/byVersion/version", R"({"value":2,"expectedVersion":1,"ttl":3})");
        m_service.clock.advance(1s);
        QCOMPARE(
            m_service.call("GET /v1/state/anew").body, R"({"keys":["byVersion","longer","none"]})");
        m_service.clock.advance(2s);
        QCOMPARE(m_service.call("GET /v1/state/anew").body, R"({"keys":["longer","none"]})");
        m_service.clock.advance(7s);
        QCOMPARE(m_service.call("GET /v1/state/anew").body, R"({"keys":["none"]})");
    }

    void writes_expiredKey_seeNoneAndGoOnInVersion_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("answer"); // a part of it
        QTest::addColumn<QByteArrayList>("log");
        const QByteArray expire = "workflow/expired k v2 expire";
        const auto row = [&](const char* name, const QByteArray& request, const QByteArray& body,
                             const QByteArray& answer, const QByteArrayList& more) {
            QTest::newRow(name) << request << body << answer << QByteArrayList{expire} + more;
        };
        row("set", "POST k", R"({"value":2})", R"({"version":3})", {"workflow/expired k v3 set 2"});
        row("must not exist", "POST k/version", R"({"value":2,"expectedVersion":0})",
            R"({"version":3})", {"workflow/expired k v3 set 2"});
        row("the version it had", "POST k/version", R"({"value":2,"expectedVersion":1})",
            R"("currentVersion":0})", {});
        row("delete", "DELETE k", "", R"({"deleted":false})", {});
    }
    void writes_expiredKey_seeNoneAndGoOnInVersion()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, answer);
        QFETCH(QByteArrayList, log);
        // Its own workflow for each row, for versions go on.
        const QByteArray workflow =
            "expired-" + QByteArray(QTest::currentDataTag()).replace(' ', "-");
        for (QByteArray& line : log)
            line.replace("workflow/expired", "workflow/" + workflow);
        post(workflow + "/k", R"({"value":1,"ttl":1})");
        const Seq before = m_service.position();
        m_service.clock.advance(1s);
        const HttpAnswer got =
            m_service.call(QByteArray(request).replace(" ", " /v1/state/" + workflow + '/'), body);
        QVERIFY2(got.body.contains(answer), got.body);
        QVERIFY(m_service.store().maintain());
        QByteArrayList happened = m_service.log(before);
        happened.removeIf([&](const QByteArray& line) { // other tests' keys expire, too
            return !line.startsWith("workflow/" + workflow + ' ');
        });
        QCOMPARE(happened, log);
    }

    void stream_expiry_isSeenByItself()
    {
        EventClient watcher(m_service.port(), "/v1/state/watched/k/stream");
        post("watched/k", R"({"value":{"a":1},"ttl":2})");
        const Timestamp due = m_service.clock.now() + 2s;
        QCOMPARE(
            watcher.nextData(), R"({"oldValue":null,"newValue":{"a":1},"version":1,"op":"set"})");
        m_service.clock.advance(1h); // whoever removes it late still dates it rightly
        QCOMPARE(
            watcher.nextData(),
            R"({"oldValue":{"a":1},"newValue":null,"version":2,"op":"expire"})");
        const Change expiry = m_service.changes(Seq(watcher.lastId().toLongLong() - 1)).front();
        QCOMPARE(expiry.op, ChangeOp::Expire);
        QCOMPARE(expiry.at().value(), due.value());
    }

    void stream_writeToExpiredKey_tellsExpiryFirst()
    {
        post("between/k", R"({"value":1,"ttl":1})");
        EventClient all(m_service.port(), "/v1/state/between");
        m_service.clock.advance(1s);
        post("between/k", R"({"value":2})");
        QCOMPARE(
            all.nextData(2),
            QByteArrayList(
                {R"({"key":"k","oldValue":1,"newValue":null,"version":2,"op":"expire"})",
                 R"({"key":"k","oldValue":null,"newValue":2,"version":3,"op":"set"})"}));
    }
};

QTEST_GUILESS_MAIN(TstWorkflowExpiry)
#include "tst_workflowexpiry.moc"
