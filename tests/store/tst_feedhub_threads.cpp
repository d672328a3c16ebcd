// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/feedhubfixture.h"

#include <QTest>

#include <condition_variable>
#include <random>
#include <thread>

using namespace stateroom;
using namespace stateroom::test;

namespace {

/// A thread with subscribers of its own that come, fall behind, resume and go.
class ReceiverThread {
public:
    ReceiverThread(FeedHub& hub, const FakeLog& log, unsigned seed)
        : m_hub(hub)
        , m_log(log)
        , m_random(seed)
    {
    }
    /// Runs until the log stands at `last` and every subscriber has seen it.
    void run(Seq last)
    {
        for (int i = 0; i < 6; ++i)
            subscribe(filters()[size_t(i) % 3], Seq(0));
        while (!done(last)) {
            waitForWake();
            m_hub.deliver(*m_receiver, [](FeedHub::Delivery& delivery) { Desk::handle(delivery); });
            for (auto& watcher : m_watchers)
                replay(*watcher);
            if (m_random() % 4 == 0)
                resumeOne();
        }
        for (auto& watcher : m_watchers)
            m_hub.remove(*watcher);
    }
    /// Whether each saw exactly the changes of its filter.
    bool complete() const
    {
        return std::all_of(m_watchers.begin(), m_watchers.end(), [this](const auto& watcher) {
            Seqs expected;
            for (const auto& change : m_log.read(Seq(0), watcher->filter(), 1 << 30).changes)
                expected.push_back(change->seq.value());
            return watcher->seen == expected && watcher->resets.empty() && !watcher->lacksOldValue;
        });
    }
    static const std::vector<ChangeFilter>& filters()
    {
        static const std::vector<ChangeFilter> all{{}, {spaceA, {}}, {spaceA, Key("0")}};
        return all;
    }

private:
    void subscribe(const ChangeFilter& filter, Seq since, std::vector<qint64> seen = {})
    {
        auto watcher = std::make_shared<Watcher>(filter, m_receiver);
        watcher->seen = std::move(seen);
        m_hub.add(*watcher, since);
        m_watchers.push_back(std::move(watcher));
    }
    /// Leaves and comes back with its last event's id.
    void resumeOne()
    {
        const size_t index = m_random() % m_watchers.size();
        const auto watcher = m_watchers[index];
        m_hub.remove(*watcher);
        m_watchers.erase(m_watchers.begin() + qsizetype(index));
        subscribe(
            watcher->filter(), Seq(watcher->seen.empty() ? 0 : watcher->seen.back()),
            watcher->seen);
    }
    void replay(Watcher& watcher)
    {
        const auto next = m_hub.nextReplay(watcher);
        if (!next)
            return;
        const auto slice = m_log.read(next->after, watcher.filter(), m_hub.limits().slice);
        watcher.take(slice.changes);
        m_hub.replayed(watcher, next->ticket, slice.upTo, slice.more);
    }
    bool done(Seq last) const
    {
        if (m_hub.position() < last)
            return false;
        return std::all_of(m_watchers.begin(), m_watchers.end(), [&](const auto& watcher) {
            const auto rest = m_log.read(
                Seq(watcher->seen.empty() ? 0 : watcher->seen.back()), watcher->filter(), 1);
            return rest.changes.empty() && !m_hub.nextReplay(*watcher);
        });
    }
    void waitForWake()
    {
        std::unique_lock lock(m_mutex);
        // Not for long: the replays go on without being woken.
        m_woken.wait_for(lock, std::chrono::milliseconds(1), [this] { return m_isWoken; });
        m_isWoken = false;
    }

    FeedHub& m_hub;
    const FakeLog& m_log;
    std::mt19937 m_random;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_isWoken = false; // guarded by m_mutex
    std::shared_ptr<FeedHub::Receiver> m_receiver = std::make_shared<FeedHub::Receiver>([this] {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
        m_woken.notify_one();
    });
    std::vector<std::shared_ptr<Watcher>> m_watchers;
};

/// Appends and publishes so many changes, in commits of some.
void publish(FeedHub& hub, FakeLog& log, qint64 count)
{
    std::mt19937 random(42);
    for (qint64 published = 0; published < count;) {
        std::vector<ChangePtr> commit;
        for (auto left = std::min<qint64>(1 + random() % 9, count - published); left > 0; --left) {
            const EntryName name{
                random() % 2 ? spaceA : spaceB, Key(QByteArray::number(random() % 5))};
            const bool watched = hub.isWatched(name);
            commit.push_back(log.append(name, 1 + random() % 100, watched));
        }
        if (random() % 8 == 0)
            std::this_thread::yield(); // readers see more than is published
        hub.publish(commit);
        published += qint64(commit.size());
    }
}

} // namespace

class TestFeedHubThreads final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publish_toManyThreads_isSeenOnceByEverySubscriber();
};

void TestFeedHubThreads::publish_toManyThreads_isSeenOnceByEverySubscriber()
{
    constexpr qint64 count = 4000;
    FeedHub hub({4'000, 12, 7});
    FakeLog log;
    std::vector<std::unique_ptr<ReceiverThread>> receivers;
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < 3; ++i) {
        receivers.push_back(std::make_unique<ReceiverThread>(hub, log, i));
        threads.emplace_back([&receiver = *receivers.back()] { receiver.run(Seq(count)); });
    }
    // On a thread of its own: ThreadSanitizer passes over what Qt's test runner calls.
    threads.emplace_back([&hub, &log] { publish(hub, log, count); });
    for (std::thread& thread : threads)
        thread.join();
    for (const auto& receiver : receivers)
        QVERIFY(receiver->complete());
    QVERIFY(!hub.isWatched({spaceA, Key("0")}));
}

QTEST_APPLESS_MAIN(TestFeedHubThreads)

#include "tst_feedhub_threads.moc"
