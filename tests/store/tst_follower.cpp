// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/follower.h"
#include "core/store/store.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

const EntryName name{Namespace("workflow", "w"), Key("k")};

using Seqs = std::vector<qint64>;

std::unique_ptr<Store>
open(const QString& directory, StoreMode mode, const Clock& clock, HistoryPolicy history = {})
{
    StoreOptions options;
    options.directory = directory;
    options.mode = mode;
    options.durability = Durability::Relaxed;
    options.history = history;
    options.clock = &clock;
    auto opened = Store::open(options);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().toString()));
    return std::move(*opened);
}

void write(Store& store, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto written = store.transactAndWait({}, [&](Transaction& transaction) {
            return transaction.set(name, JsonText::fromNumber(i));
        });
        QVERIFY2(written, written ? "" : qPrintable(written.error().toString()));
    }
}

/// What a subscriber of a feed is told.
struct Watch {
    explicit Watch(ChangeFeed& feed, std::optional<Seq> since = std::nullopt)
    {
        FeedHandlers handlers;
        handlers.changes = [this](const std::vector<ChangePtr>& more) {
            for (const ChangePtr& change : more)
                seqs.push_back(change->seq.value());
            changes.insert(changes.end(), more.begin(), more.end());
        };
        handlers.reset = [this](Seq from) { resets.push_back(from.value()); };
        subscription = feed.subscribe({}, since, &context, std::move(handlers));
    }
    QObject context;
    Seqs seqs;
    std::vector<ChangePtr> changes;
    Seqs resets;
    Subscription subscription;
};

/// A feed without a log to replay from.
LogSource noLog()
{
    return [](Seq, const ChangeFilter&, int, QObject*, auto) {};
}

} // namespace

class TestFollower final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void follow_ownerWrites_areSeenInOrder();
    void follow_oldChanges_areReplayedNotFollowed();
    void follow_change_isReadableWhenTold();
    void follow_ownerRestarts_goesOn();
    void follow_writing_isRefused();
    void follow_manyChanges_comeInSlices();
    void follow_compactedLog_resets();
    void follow_unreadableForAWhile_losesNothing();
    void follow_fileReplaced_resets();
    void destructor_duringLongInterval_isPrompt();
};

void TestFollower::follow_ownerWrites_areSeenInOrder()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    const auto follower = open(directory.path(), StoreMode::Follow, clock);
    Watch watch(follower->feed());
    write(*owner, 3);
    QTRY_COMPARE(watch.seqs, (Seqs{1, 2, 3}));
    write(*owner, 2);
    QTRY_COMPARE(watch.seqs, (Seqs{1, 2, 3, 4, 5}));
    QVERIFY(!watch.changes[0]->oldValue);
    QCOMPARE(watch.changes[2]->oldValue->bytes(), QByteArray("1"));
    QCOMPARE(watch.changes[2]->value->bytes(), QByteArray("2"));
    QVERIFY(watch.resets.empty());
}

void TestFollower::follow_oldChanges_areReplayedNotFollowed()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    write(*owner, 4);
    const auto follower = open(directory.path(), StoreMode::Follow, clock);
    Watch news(follower->feed());
    Watch since(follower->feed(), Seq(2));
    write(*owner, 1);
    QTRY_COMPARE(news.seqs, (Seqs{5}));
    QTRY_COMPARE(since.seqs, (Seqs{3, 4, 5}));
}

void TestFollower::follow_change_isReadableWhenTold()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    const auto follower = open(directory.path(), StoreMode::Follow, clock);
    const auto reader = follower->openReader();
    QVERIFY(reader);
    QObject context;
    Seqs told;
    Seqs read;
    FeedHandlers handlers;
    handlers.changes = [&](const std::vector<ChangePtr>& changes) {
        told.push_back(changes.back()->seq.value());
        const auto entry = (*reader)->get(name);
        read.push_back(entry && *entry ? (*entry)->seq.value() : -1);
    };
    const auto subscription = follower->feed().subscribe({}, {}, &context, std::move(handlers));
    for (qint64 seq = 1; seq <= 5; ++seq) {
        // A read just before, whose snapshot must not be the one that the handler reads from.
        QVERIFY((*reader)->get(name));
        write(*owner, 1);
        QTRY_VERIFY(!told.empty() && told.back() == seq);
        QVERIFY(read.back() >= told.back());
    }
}

void TestFollower::follow_ownerRestarts_goesOn()
{
    QTemporaryDir directory;
    SystemClock clock;
    auto owner = open(directory.path(), StoreMode::Own, clock);
    write(*owner, 1);
    const auto follower = open(directory.path(), StoreMode::Follow, clock);
    Watch watch(follower->feed());
    write(*owner, 1);
    owner.reset();
    owner = open(directory.path(), StoreMode::Own, clock);
    write(*owner, 1);
    QTRY_COMPARE(watch.seqs, (Seqs{2, 3}));
    QVERIFY(watch.resets.empty());
}

void TestFollower::follow_writing_isRefused()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    const auto follower = open(directory.path(), StoreMode::Follow, clock);
    const auto written = follower->transactAndWait({}, [&](Transaction& transaction) {
        return transaction.set(name, JsonText::fromNumber(1));
    });
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::ReadOnly);
    QVERIFY(!follower->health().writable);
}

void TestFollower::follow_manyChanges_comeInSlices()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    const auto follower = open(directory.path(), StoreMode::Follow, clock);
    Watch watch(follower->feed());
    const int count = Reader::maxPage * 2 + 7;
    const auto written = owner->transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < count; ++i)
            if (auto set = transaction.set(name, JsonText::fromNumber(i)); !set)
                return failureOf(set);
        return {};
    });
    QVERIFY(written);
    QTRY_COMPARE(watch.seqs.size(), size_t(count));
    QVERIFY(std::is_sorted(watch.seqs.begin(), watch.seqs.end()));
    QCOMPARE(watch.seqs.back(), qint64(count));
}

void TestFollower::follow_compactedLog_resets()
{
    QTemporaryDir directory;
    ManualClock clock;
    HistoryPolicy history;
    history.age = std::chrono::hours(1);
    const auto owner = open(directory.path(), StoreMode::Own, clock, history);
    write(*owner, 10);
    clock.advance(std::chrono::hours(2));
    write(*owner, 1);
    QVERIFY(owner->maintain());

    ChangeFeed feed(noLog());
    FollowerSetup setup;
    setup.databasePath = directory.filePath(u"stateroom.db"_s);
    setup.openReader = [&owner] { return owner->openReader(); };
    setup.start = Seq(3); // as if it had slept since
    setup.interval = Milliseconds(5);
    feed.start(Seq(3));
    Watch watch(feed);
    const Follower follower(setup, feed);
    QTRY_COMPARE(watch.resets, (Seqs{11}));
    write(*owner, 1);
    QTRY_COMPARE(watch.seqs, (Seqs{12}));
    QCOMPARE(watch.resets.size(), size_t(1));
}

void TestFollower::follow_unreadableForAWhile_losesNothing()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    write(*owner, 2);
    std::atomic<int> refusals = 0;
    std::atomic<bool> readable = false;
    std::atomic<qint64> lastNoticed = 0;
    ChangeFeed feed(noLog());
    FollowerSetup setup;
    setup.databasePath = directory.filePath(u"stateroom.db"_s);
    setup.openReader = [&]() -> Result<std::unique_ptr<Reader>> {
        if (readable)
            return owner->openReader();
        ++refusals;
        return fail(ErrorCode::StorageFailed, u"It cannot be read just now."_s);
    };
    setup.noticed = [&](Timestamp lastCommit) { lastNoticed = lastCommit.value(); };
    setup.start = Seq(2);
    setup.interval = Milliseconds(5);
    feed.start(Seq(2));
    Watch watch(feed);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Cannot follow .* just now"_s));
    const Follower follower(setup, feed);
    write(*owner, 1);
    QTRY_VERIFY(refusals > 2); // with one warning
    write(*owner, 1);
    readable = true;
    QTRY_COMPARE(watch.seqs, (Seqs{3, 4}));
    QCOMPARE(lastNoticed.load(), watch.changes[1]->committedAt.value());
}

void TestFollower::follow_fileReplaced_resets()
{
    QTemporaryDir directory;
    SystemClock clock;
    // A follower may look just while there is no file, and say so.
    QLoggingCategory::setFilterRules(u"stateroom.store.follower.warning=false"_s);
    const auto restore = qScopeGuard([] { QLoggingCategory::setFilterRules({}); });
    const QString current = directory.filePath(u"current"_s);
    const QString other = directory.filePath(u"other"_s);
    const QString file = u"/stateroom.db"_s;
    write(*open(other, StoreMode::Own, clock), 5); // closed again
    write(*open(current, StoreMode::Own, clock), 2);

    ChangeFeed feed(noLog());
    FollowerSetup setup;
    setup.databasePath = current + file;
    std::unique_ptr<Store> readers = open(current, StoreMode::Follow, clock);
    std::atomic<int> opened = 0;
    setup.openReader = [&] {
        ++opened;
        return readers->openReader();
    };
    setup.start = Seq(2);
    setup.interval = Milliseconds(5);
    feed.start(Seq(2));
    Watch watch(feed);
    const Follower follower(setup, feed);
    QTRY_COMPARE(opened.load(), 1);

    QVERIFY(QFile::copy(other + file, current + u"/new"_s));
    QFile::remove(current + file + u"-wal"_s);
    QFile::remove(current + file + u"-shm"_s);
    QVERIFY(QFile::remove(current + file));
    QVERIFY(QFile::rename(current + u"/new"_s, current + file));
    QTRY_COMPARE(watch.resets, (Seqs{5}));
    QVERIFY(watch.seqs.empty());
}

void TestFollower::destructor_duringLongInterval_isPrompt()
{
    QTemporaryDir directory;
    SystemClock clock;
    const auto owner = open(directory.path(), StoreMode::Own, clock);
    ChangeFeed feed(noLog());
    QElapsedTimer timer;
    {
        FollowerSetup setup;
        setup.databasePath = directory.filePath(u"stateroom.db"_s);
        setup.openReader = [&owner] { return owner->openReader(); };
        setup.interval = std::chrono::hours(1);
        const Follower follower(setup, feed);
        timer.start();
    }
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TestFollower)

#include "tst_follower.moc"
