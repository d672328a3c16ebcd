// SPDX-License-Identifier: GPL-3.0-or-later
// A stream that is resumed misses nothing and tells nothing twice, or says that it cannot.
#include "tests/support/apicase.h"

using namespace stateroom;
using namespace stateroom::test;

class TstWorkflowResume : public QObject {
    Q_OBJECT

    TestService m_service;

    static QByteArray event(int oldValue, int newValue, int version)
    {
        const auto text = [](int value) {
            return value == 0 ? QByteArray("null") : QByteArray::number(value);
        };
        return R"({"oldValue":)" + text(oldValue) + R"(,"newValue":)" + text(newValue) +
               R"(,"version":)" + QByteArray::number(version) + R"(,"op":"set"})";
    }
    static ServiceOptions forgetfulOptions()
    {
        ServiceOptions options = TestService::plainOptions();
        options.store.history.bytes = 1;
        options.store.history.versionsBelowFloor = 2;
        return options;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void resume_byHeader_tellsWhatWasMissedOnce()
    {
        const QByteArray target = "/v1/state/header/k/stream";
        QByteArray lastId;
        {
            EventClient first(m_service.port(), target);
            m_service.write("workflow/header", "k", "1");
            m_service.write("workflow/header", "k", "2");
            QCOMPARE(first.nextData(), event(0, 1, 1));
            QCOMPARE(first.nextData(), event(1, 2, 2));
            lastId = first.lastId();
        }
        m_service.write("workflow/header", "other", "1");
        m_service.write("workflow/header", "k", "3");
        m_service.call("DELETE /v1/state/header/k");
        m_service.write("workflow/header", "k", "4");
        EventClient second(m_service.port(), target, {{"Last-Event-ID", lastId}});
        m_service.write("workflow/header", "k", "5");
        QCOMPARE(second.nextData(), event(2, 3, 3));
        QCOMPARE(second.nextData(), R"({"oldValue":3,"newValue":null,"version":4,"op":"delete"})");
        QCOMPARE(second.nextData(), event(0, 4, 5));
        QCOMPARE(second.nextData(), event(4, 5, 6));
        QCOMPARE(second.lastId(), QByteArray::number(m_service.position().value()));
    }

    void resume_point_isHeaderBeforeSince_data()
    {
        QTest::addColumn<int>("header"); // seqs behind the start; -1: none
        QTest::addColumn<int>("since");
        QTest::addColumn<int>("first"); // the first value that is told
        QTest::newRow("since") << -1 << 2 << 3;
        QTest::newRow("header") << 3 << -1 << 4;
        QTest::newRow("both: a browser that comes back") << 3 << 1 << 4;
        QTest::newRow("since the start") << -1 << 0 << 1;
        QTest::newRow("the newest") << 4 << -1 << 5;
    }
    void resume_point_isHeaderBeforeSince()
    {
        QFETCH(const int, header);
        QFETCH(const int, since);
        QFETCH(const int, first);
        const QByteArray workflow = "point" + QByteArray::number(m_service.position().value());
        const qint64 start = m_service.position().value();
        for (int i = 1; i <= 4; ++i)
            m_service.write("workflow/" + workflow, "k", QByteArray::number(i));
        QByteArray target = "/v1/state/" + workflow + "/k/stream";
        if (since >= 0)
            target += "?since=" + QByteArray::number(start + since);
        Fields headers;
        if (header >= 0)
            headers = {{"Last-Event-ID", QByteArray::number(start + header)}};
        EventClient watcher(m_service.port(), target, headers);
        m_service.write("workflow/" + workflow, "k", "5");
        for (int i = first; i <= 5; ++i)
            QCOMPARE(watcher.nextData(), event(i - 1, i, i));
    }

    void resume_wholeWorkflow_tellsItsKeysOnly()
    {
        const QByteArray start = QByteArray::number(m_service.position().value());
        m_service.write("workflow/whole", "a", "1");
        m_service.write("workflow/wholesale", "a", "2");
        m_service.write("workflow/whole", "b", "3");
        EventClient watcher(m_service.port(), "/v1/state/whole?since=" + start);
        m_service.write("workflow/whole", "c", "4");
        QCOMPARE(
            watcher.nextData(3),
            QByteArrayList(
                {R"({"key":"a","oldValue":null,"newValue":1,"version":1,"op":"set"})",
                 R"({"key":"b","oldValue":null,"newValue":3,"version":1,"op":"set"})",
                 R"({"key":"c","oldValue":null,"newValue":4,"version":1,"op":"set"})"}));
    }

    void resume_manyMissedChanges_comeAllInOrder()
    {
        constexpr int count = 3000;
        const QByteArray start = QByteArray::number(m_service.position().value());
        QVERIFY(m_service.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
            for (int i = 1; i <= count; ++i) {
                auto set = transaction.set(
                    {Namespace("workflow", "missed"), Key("k")}, JsonText::fromNumber(i));
                if (!set)
                    return failureOf(set);
            }
            return {};
        }));
        EventClient watcher(m_service.port(), "/v1/state/missed/k/stream?since=" + start);
        for (int i = 1; i <= count; ++i)
            QCOMPARE(watcher.nextData(), event(i - 1, i, i));
    }

    void resume_slowReader_isNotCutOffWithinTheReplay()
    {
        constexpr int count = 64;
        constexpr int size = 512 * 1024; // each event bears two values: far more than may wait
        const QByteArray start = QByteArray::number(m_service.position().value());
        const QByteArray value = '"' + QByteArray(size, 'x') + '"';
        for (int i = 0; i < count; ++i)
            m_service.write("workflow/slow", "k", value);
        EventClient watcher(m_service.port(), "/v1/state/slow/k/stream?since=" + start);
        for (int version = 1; version <= count; ++version) {
            for (int i = 0; i < 5; ++i) // the server has its turn, and this reader does not read
                QCOMPARE(m_service.call("GET /v1/state/slow/k").status, 200);
            const QByteArray data = watcher.nextData();
            QVERIFY2(data.size() > size, data.left(80));
            QVERIFY(
                data.endsWith(R"(,"version":)" + QByteArray::number(version) + R"(,"op":"set"})"));
        }
    }

    void resume_wrongPoint_isRefused_data()
    {
        const auto refused = [](const char* name, const QByteArray& query, const Fields& headers) {
            return ApiCase{
                .name = name,
                .request = "GET /v1/state/{wf}/k/stream" + query,
                .headers = headers,
                .status = 400,
                .contains = {R"({"code":"VALIDATION_ERROR","message":)"}};
        };
        addCases({
            refused("since text", "?since=x", {}),
            refused("since negative", "?since=-1", {}),
            refused("since empty", "?since=", {}),
            refused("header text", "", {{"Last-Event-ID", "abc"}}),
            refused("snapshot neither true nor false", "?snapshot=maybe", {}),
        });
    }
    void resume_wrongPoint_isRefused() { runCase(m_service); }

    void resume_fartherThanNumbersGo_resets()
    {
        m_service.write("workflow/far", "k", "7");
        EventClient key(m_service.port(), "/v1/state/far/k/stream?since=99999999999999999999");
        QVERIFY(key.nextData().startsWith("reset "));
        QCOMPARE(key.nextData(), event(0, 7, 1));
        EventClient again(
            m_service.port(), "/v1/state/far/k/stream", {{"Last-Event-ID", "9223372036854775808"}});
        QVERIFY(again.nextData().startsWith("reset "));
    }

    void resume_beyondTheEnd_resets()
    {
        m_service.write("workflow/beyond", "k", "7");
        const qint64 position = m_service.position().value();
        EventClient key(m_service.port(), "/v1/state/beyond/k/stream?since=999999999");
        const auto reset = key.next();
        QVERIFY(reset);
        QCOMPARE(reset->name, "reset");
        QVERIFY(!reset->id);
        QCOMPARE(reset->data, R"({"from":)" + QByteArray::number(position) + '}');
        QCOMPARE(key.nextData(), event(0, 7, 1));
        QCOMPARE(key.lastId(), QByteArray::number(position));
        EventClient all(m_service.port(), "/v1/state/beyond?since=999999999");
        QVERIFY(all.nextData().startsWith("reset "));
        QCOMPARE(
            all.nextData(), R"({"key":"k","oldValue":null,"newValue":7,"version":1,"op":"set"})");
        m_service.write("workflow/beyond", "k", "8");
        QCOMPARE(key.nextData(), event(7, 8, 2));
        QCOMPARE(all.nextData(), R"({"key":"k","oldValue":7,"newValue":8,"version":2,"op":"set"})");
    }

    void resume_beyondTheEndOfMissingKey_resetsToNothing()
    {
        EventClient watcher(m_service.port(), "/v1/state/beyond/none/stream?since=999999999");
        QVERIFY(watcher.nextData().startsWith("reset "));
        QCOMPARE(
            watcher.nextData(), R"({"oldValue":null,"newValue":null,"version":0,"op":"delete"})");
        m_service.write("workflow/beyond", "none", "1");
        QCOMPARE(watcher.nextData(), event(0, 1, 1));
    }

    void resume_aroundTheLogsEnds_resetsOutsideAlone_data()
    {
        QTest::addColumn<bool>("fromTheFloor"); // else from the newest change
        QTest::addColumn<int>("distance");
        QTest::addColumn<bool>("resets");
        QTest::newRow("before the floor") << true << -1 << true;
        QTest::newRow("the floor") << true << 0 << false;
        QTest::newRow("behind the floor") << true << 1 << false;
        QTest::newRow("before the newest") << false << -1 << false;
        QTest::newRow("the newest") << false << 0 << false;
        QTest::newRow("behind the newest") << false << 1 << true;
    }
    void resume_aroundTheLogsEnds_resetsOutsideAlone()
    {
        QFETCH(const bool, fromTheFloor);
        QFETCH(const int, distance);
        QFETCH(const bool, resets);
        ServiceOptions options = forgetfulOptions();
        options.store.history.bytes = 2'000;
        TestService service(options);
        constexpr int writes = 60;
        for (int i = 1; i <= writes; ++i)
            service.write("workflow/ends", "k", QByteArray::number(i));
        QVERIFY(service.store().maintain());
        const qint64 newest = service.position().value();
        const qint64 floor = service.store().openReader().value()->position()->floor.value();
        QVERIFY2(floor > 10 && floor < newest - 10, QByteArray::number(floor));

        const qint64 since = (fromTheFloor ? floor : newest) + distance;
        EventClient watcher(
            service.port(), "/v1/state/ends/k/stream",
            {{"Last-Event-ID", QByteArray::number(since)}});
        // The changes' seqs are their numbers, for nothing else was written.
        qint64 next = since + 1;
        if (resets) {
            QCOMPARE(watcher.nextData(), R"(reset {"from":)" + QByteArray::number(newest) + '}');
            QCOMPARE(watcher.nextData(), event(0, writes, writes));
            QCOMPARE(watcher.lastId(), QByteArray::number(newest));
            next = newest + 1;
        }
        const auto isTold = [&watcher](qint64 change) {
            QCOMPARE(watcher.nextData(), event(int(change) - 1, int(change), int(change)));
            QCOMPARE(watcher.lastId(), QByteArray::number(change));
        };
        for (; next <= newest; ++next)
            isTold(next);
        // Only now: it moves the floor, which must not pass what is being told.
        service.write("workflow/ends", "k", QByteArray::number(writes + 1));
        isTold(newest + 1);
    }

    void resume_belowTheFloor_resets()
    {
        TestService forgetful(forgetfulOptions());
        for (int i = 1; i <= 20; ++i)
            forgetful.write("workflow/wf", "k", QByteArray::number(i));
        forgetful.write("workflow/wf", "gone", "1");
        forgetful.call("DELETE /v1/state/wf/gone");
        QVERIFY(forgetful.store().maintain());
        EventClient key(forgetful.port(), "/v1/state/wf/k/stream", {{"Last-Event-ID", "1"}});
        QVERIFY(key.nextData().startsWith(R"(reset {"from":)"));
        QCOMPARE(key.nextData(), event(0, 20, 20));
        EventClient all(forgetful.port(), "/v1/state/wf?since=1");
        QVERIFY(all.nextData().startsWith("reset "));
        QCOMPARE(
            all.nextData(), R"({"key":"k","oldValue":null,"newValue":20,"version":20,"op":"set"})");
        forgetful.write("workflow/wf", "k", "21");
        // Such a store may have forgotten it before they follow; then they are reset once more.
        for (EventClient* client : {&key, &all}) {
            QByteArray data = client->nextData();
            if (data.startsWith("reset "))
                data = client->nextData();
            QVERIFY2(data.contains(R"("newValue":21,"version":21)"), data);
        }
        // The newest versions stay; the dropped ones are told to be gone.
        QCOMPARE(forgetful.call("GET /v1/state/wf/k?version=20").status, 200);
        QCOMPARE(forgetful.call("GET /v1/state/wf/k?version=1").status, 404);
        // A deleted key's history is gone, but its versions are not used again.
        const HttpAnswer again = forgetful.call("POST /v1/state/wf/gone", R"({"value":1})");
        const int version = again.field("ETag").replace('"', "").toInt();
        QVERIFY2(version >= 3, again.body);
    }
};

QTEST_GUILESS_MAIN(TstWorkflowResume)
#include "tst_workflowresume.moc"
