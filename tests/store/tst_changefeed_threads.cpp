// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/feedfixture.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <random>
#include <thread>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

/// Rebuilds what its filter covers from the changes alone.
struct Replica {
    ChangeFilter filter;
    std::map<std::pair<QByteArray, QByteArray>, ChangePtr> entries;
    Seq last;
    QString complaint;
    Subscription subscription;

    void take(const std::vector<ChangePtr>& changes)
    {
        for (const ChangePtr& change : changes) {
            const auto& [space, key] = change->name;
            const auto at = std::pair(space.text(), key.bytes());
            const auto found = entries.find(at);
            const ChangePtr before = found == entries.end() ? nullptr : found->second;
            if (change->seq <= last || !filter.matches(change->name))
                complaint = u"order or filter at %1"_s.arg(change->seq.value());
            if (change->version != (before ? before->version.next() : Version(1)))
                complaint = u"version at %1"_s.arg(change->seq.value());
            if (change->oldValue != (before ? before->value : std::nullopt))
                complaint = u"old value at %1"_s.arg(change->seq.value());
            entries[at] = change;
            last = change->seq;
        }
    }
    /// As the store would list them: space, key, version, value.
    QByteArrayList lines() const
    {
        QByteArrayList all;
        for (const auto& [at, change] : entries)
            if (change->value)
                all << at.first + ' ' + at.second + ' ' +
                           QByteArray::number(change->version.value()) + ' ' +
                           change->value->bytes();
        return all;
    }
};

QByteArrayList linesOf(Reader& reader, const ChangeFilter& filter)
{
    QByteArrayList all;
    for (const Namespace& space : {spaceA, spaceB}) {
        PageRequest request;
        request.limit = Reader::maxPage;
        const auto page = reader.page(space, request);
        for (const Entry& entry : page->entries)
            if (filter.matches({space, entry.key}))
                all << space.text() + ' ' + entry.key.bytes() + ' ' +
                           QByteArray::number(entry.version.value()) + ' ' + entry.value.bytes();
    }
    return all;
}

void writeMuch(Store& store, unsigned seed, int count)
{
    std::mt19937 random(seed);
    for (int i = 0; i < count; ++i) {
        const auto result =
            store.transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
                for (auto left = 1 + random() % 4; left > 0; --left) {
                    const EntryName entry{
                        random() % 2 ? spaceA : spaceB, Key(QByteArray::number(random() % 6))};
                    if (random() % 5 == 0) {
                        if (auto removed = transaction.remove(entry); !removed)
                            return failureOf(removed);
                    } else {
                        const QByteArray text(qsizetype(1 + random() % 300), '7');
                        if (auto version = transaction.set(entry, json(text)); !version)
                            return failureOf(version);
                    }
                }
                return {};
            });
        if (!result)
            qFatal("%s", qPrintable(result.error().toString()));
    }
}

/// The life of one receiving thread: replicas that now and then leave and come back, until the
/// writers have ended and each stands where the log does.
void receive(
    Store& store, ChangeFeed& feed, const std::atomic<bool>& written,
    std::vector<Replica>& replicas, unsigned seed)
{
    QEventLoop loop;
    QObject context;
    std::mt19937 random(seed);
    const auto reader = store.openReader();
    const auto subscribe = [&](Replica& replica) {
        FeedHandlers handlers;
        handlers.changes = [&replica](const std::vector<ChangePtr>& changes) {
            replica.take(changes);
        };
        handlers.reset = [&replica](Seq) { replica.complaint = u"reset"_s; };
        replica.subscription =
            feed.subscribe(replica.filter, replica.last, &context, std::move(handlers));
    };
    for (Replica& replica : replicas)
        subscribe(replica);
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &context, [&] {
        if (!written) {
            subscribe(replicas[random() % replicas.size()]);
            return;
        }
        const bool complete = std::all_of(replicas.begin(), replicas.end(), [&](Replica& replica) {
            return (*reader)->changes(replica.last, replica.filter, 1)->changes.empty();
        });
        if (complete)
            loop.quit();
    });
    timer.start(3);
    loop.exec();
    for (Replica& replica : replicas)
        replica.subscription.cancel();
}

} // namespace

class TestChangeFeedThreads final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subscribe_besideManyWriters_rebuildsTheStore();
};

void TestChangeFeedThreads::subscribe_besideManyWriters_rebuildsTheStore()
{
    FeedFixture fixture;
    ChangeFeed small(fixture.source(), {2'000, 15, 6}); // always behind, always catching up
    std::atomic<bool> written = false;
    const std::vector<ChangeFilter> filters{{}, {spaceA, {}}, {spaceB, {}}, {spaceA, Key("3")}};

    std::vector<std::vector<Replica>> replicas(4);
    std::vector<std::unique_ptr<QThread>> receivers;
    for (unsigned i = 0; i < 4; ++i) {
        replicas[i].resize(8);
        for (size_t j = 0; j < replicas[i].size(); ++j)
            replicas[i][j].filter = filters[j % filters.size()];
        ChangeFeed& feed = i < 2 ? fixture.store->feed() : small;
        receivers.emplace_back(QThread::create(
            [&, i, feed = &feed] { receive(*fixture.store, *feed, written, replicas[i], i); }));
    }
    // The second feed is fed by the first, in a thread of its own.
    QThread forwarding;
    QObject forwarder;
    forwarder.moveToThread(&forwarding);
    forwarding.start();
    Subscription forward;
    QMetaObject::invokeMethod(
        &forwarder,
        [&] {
            FeedHandlers handlers;
            handlers.changes = [&small](const std::vector<ChangePtr>& changes) {
                small.publish(changes);
            };
            forward = fixture.store->feed().subscribe({}, Seq(0), &forwarder, std::move(handlers));
        },
        Qt::BlockingQueuedConnection);

    for (auto& receiver : receivers)
        receiver->start();
    std::vector<std::thread> writers;
    for (unsigned seed = 0; seed < 3; ++seed)
        writers.emplace_back([&, seed] { writeMuch(*fixture.store, seed, 400); });
    for (std::thread& writer : writers)
        writer.join();
    written = true;
    for (auto& receiver : receivers)
        QVERIFY2(receiver->wait(30'000), "a subscriber never saw all");
    QMetaObject::invokeMethod(
        &forwarder, [&] { forward.cancel(); }, Qt::BlockingQueuedConnection);
    forwarding.quit();
    QVERIFY(forwarding.wait());

    const auto reader = fixture.store->openReader();
    for (const auto& ofThread : replicas)
        for (const Replica& replica : ofThread) {
            QCOMPARE(replica.complaint, QString());
            QCOMPARE(replica.lines(), linesOf(**reader, replica.filter));
        }
}

QTEST_GUILESS_MAIN(TestChangeFeedThreads)

#include "tst_changefeed_threads.moc"
