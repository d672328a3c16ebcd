// SPDX-License-Identifier: GPL-3.0-or-later
// ?snapshot=true: the state first, then every change behind it; together they are the store.
#include "tests/support/apicase.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <map>
#include <random>
#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int keyCount = 1'500; // several pages

QByteArray keyAt(unsigned index)
{
    return "key-" + QByteArray::number(index).rightJustified(5, '0');
}

/// Changes keys of a workflow from a thread of its own until it is told to stop.
class BusyWriter {
public:
    BusyWriter(Store& store, unsigned seed)
        : m_thread([this, &store, seed] { run(store, seed); })
    {
    }
    ~BusyWriter() { stop(); }
    Q_DISABLE_COPY_MOVE(BusyWriter)

    void stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    void run(Store& store, unsigned seed)
    {
        std::mt19937 random(seed);
        while (!m_stop) {
            const auto pick = unsigned(random());
            // Keys beyond the first ones are created; every third write is a deletion.
            const EntryName name{
                Namespace("workflow", "busy"), Key(keyAt(pick % unsigned(keyCount + 300)))};
            const auto done =
                store.transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
                    if (pick % 3 == 0) {
                        auto removed = transaction.remove(name);
                        return removed ? Result<void>() : failureOf(removed);
                    }
                    auto set = transaction.set(name, JsonText::fromNumber(pick));
                    return set ? Result<void>() : failureOf(set);
                });
            if (!done)
                return;
        }
    }

    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

/// What a client that follows a workflow's stream knows.
struct Rebuilt {
    std::map<QString, QJsonValue> values;
    std::map<QString, qint64> versions;
    int events = 0;

    /// Empty, or what is wrong with the event.
    QString apply(const QByteArray& data)
    {
        const QJsonObject event = QJsonDocument::fromJson(data).object();
        const QString key = event["key"_L1].toString();
        const qint64 version = event["version"_L1].toInteger();
        ++events;
        if (version <= versions[key])
            return u"%1: version %2 behind %3"_s.arg(key).arg(version).arg(versions[key]);
        versions[key] = version;
        if (event["op"_L1].toString() == "set"_L1)
            values[key] = event["newValue"_L1];
        else
            values.erase(key);
        return {};
    }
};

} // namespace

class TstWorkflowSnapshot : public QObject {
    Q_OBJECT

    TestService m_service;

    void fillBusyWorkflow()
    {
        QVERIFY(m_service.store().transactAndWait({}, [](Transaction& transaction) -> Result<void> {
            for (unsigned i = 0; i < keyCount; ++i) {
                auto set = transaction.set(
                    {Namespace("workflow", "busy"), Key(keyAt(i))}, JsonText::fromNumber(i));
                if (!set)
                    return failureOf(set);
            }
            return {};
        }));
    }
    std::map<QString, QJsonValue> storedValues()
    {
        std::map<QString, QJsonValue> values;
        auto reader = m_service.store().openReader().value();
        std::optional<Key> after;
        for (bool more = true; more;) {
            EntryPage page = reader->page(Namespace("workflow", "busy"), {{}, after, 1000}).value();
            for (const Entry& entry : page.entries)
                values[QString::fromUtf8(entry.key.bytes())] = entry.value.bytes().toLongLong();
            more = page.more;
            if (more)
                after = page.entries.back().key;
        }
        values.erase(u"~end"_s);
        return values;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_service.mistake().isEmpty(), qPrintable(m_service.mistake()));
    }

    void snapshot_keyThatExists_comesFirst()
    {
        m_service.write("workflow/one", "k", "1");
        m_service.write("workflow/one", "k", R"({"a":1})");
        EventClient watcher(m_service.port(), "/v1/state/one/k/stream?snapshot=true");
        QCOMPARE(
            watcher.nextData(), R"({"oldValue":null,"newValue":{"a":1},"version":2,"op":"set"})");
        m_service.write("workflow/one", "k", "3");
        QCOMPARE(watcher.nextData(), R"({"oldValue":{"a":1},"newValue":3,"version":3,"op":"set"})");
    }

    void snapshot_keyThatIsNotThere_saysSo()
    {
        EventClient never(m_service.port(), "/v1/state/one/never/stream?snapshot=true");
        QCOMPARE(
            never.nextData(), R"({"oldValue":null,"newValue":null,"version":0,"op":"delete"})");
        m_service.write("workflow/one", "deleted", "1");
        m_service.call("DELETE /v1/state/one/deleted");
        EventClient deleted(m_service.port(), "/v1/state/one/deleted/stream?snapshot=true");
        QCOMPARE(
            deleted.nextData(), R"({"oldValue":null,"newValue":null,"version":2,"op":"delete"})");
    }

    void snapshot_lastEvent_bearsTheIdToResumeFrom()
    {
        m_service.write("workflow/ids", "a", "1");
        m_service.write("workflow/ids", "b", "2");
        const QByteArray position = QByteArray::number(m_service.position().value());
        EventClient watcher(m_service.port(), "/v1/state/ids?snapshot=true");
        const auto first = watcher.next();
        const auto second = watcher.next();
        QVERIFY(first && second);
        QVERIFY(!first->id); // cut off here, the client must begin anew
        QCOMPARE(second->id, std::optional(position));
        m_service.write("workflow/ids", "a", "3");
        EventClient resumed(
            m_service.port(), "/v1/state/ids?snapshot=true", {{"Last-Event-ID", position}});
        QCOMPARE(
            resumed.nextData(), R"({"key":"a","oldValue":1,"newValue":3,"version":2,"op":"set"})");
    }

    void snapshot_false_isNone()
    {
        m_service.write("workflow/none", "k", "1");
        EventClient watcher(m_service.port(), "/v1/state/none?snapshot=false");
        m_service.write("workflow/none", "k", "2");
        QCOMPARE(
            watcher.nextData(), R"({"key":"k","oldValue":1,"newValue":2,"version":2,"op":"set"})");
    }

    void snapshot_emptyWorkflow_followsAtOnce()
    {
        EventClient watcher(m_service.port(), "/v1/state/empty?snapshot=true");
        m_service.write("workflow/empty", "k", "1");
        QCOMPARE(
            watcher.nextData(),
            R"({"key":"k","oldValue":null,"newValue":1,"version":1,"op":"set"})");
    }

    void snapshot_expiredKey_isNotInIt()
    {
        m_service.call("POST /v1/state/gone/k", R"({"value":1,"ttl":1})");
        m_service.call("POST /v1/state/gone/l", R"({"value":2})");
        m_service.clock.advance(std::chrono::seconds(1));
        EventClient watcher(m_service.port(), "/v1/state/gone?snapshot=true");
        QCOMPARE(
            watcher.nextData(),
            R"({"key":"l","oldValue":null,"newValue":2,"version":1,"op":"set"})");
    }

    void snapshot_readerThatLeaves_doesNoHarm()
    {
        fillBusyWorkflow();
        for (int i = 0; i < 200; ++i) {
            EventClient watcher(
                m_service.port(), i % 2 == 0 ? "/v1/state/busy?snapshot=true"
                                             : "/v1/state/busy/none/stream?snapshot=true");
            watcher.client().socket().abort();
        }
        QCOMPARE(m_service.call("GET /health").status, 200);
    }

    void snapshot_whileKeysChange_rebuildsTheStore_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void snapshot_whileKeysChange_rebuildsTheStore()
    {
        QFETCH(const unsigned, seed);
        fillBusyWorkflow();
        Rebuilt rebuilt;
        BusyWriter writer(m_service.store(), seed);
        EventClient watcher(m_service.port(), "/v1/state/busy?snapshot=true");
        QCOMPARE(watcher.answer().status, 200);
        bool hasId = false;
        // The snapshot, which ends with the first id, and a good deal of what follows it.
        for (int behind = 0; behind < 500; behind += hasId ? 1 : 0) {
            const auto event = watcher.next();
            QVERIFY(event);
            hasId = hasId || event->id;
            const QString mistake = rebuilt.apply(event->data);
            QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
        }
        writer.stop();
        const Version end = m_service.write("workflow/busy", "~end", QByteArray::number(seed));
        for (qint64 seen = 0; seen != end.value(); seen = rebuilt.versions[u"~end"_s]) {
            const QByteArray data = watcher.nextData();
            const QString mistake = rebuilt.apply(data);
            QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
        }
        rebuilt.values.erase(u"~end"_s);
        QVERIFY(rebuilt.values == storedValues());
        QVERIFY(rebuilt.events > keyCount / 2);
    }
};

QTEST_GUILESS_MAIN(TstWorkflowSnapshot)
#include "tst_workflowsnapshot.moc"
