// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/feedfixture.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <semaphore>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

namespace {

using Seqs = std::vector<qint64>;

Seqs range(qint64 from, qint64 to)
{
    Seqs numbers;
    for (; from <= to; ++from)
        numbers.push_back(from);
    return numbers;
}

/// What a subscriber was told.
struct Record {
    Seqs seqs;
    std::vector<ChangePtr> changes;
    Seqs resets;
    std::vector<ErrorCode> ends;
    int calls = 0;

    FeedHandlers handlers()
    {
        return {
            [this](const std::vector<ChangePtr>& more) {
                ++calls;
                for (const ChangePtr& change : more)
                    seqs.push_back(change->seq.value());
                changes.insert(changes.end(), more.begin(), more.end());
            },
            [this](Seq from) { resets.push_back(from.value()); },
            [this](const Error& why) { ends.push_back(why.code); }};
    }
};

/// Lets everything that is under way to this thread arrive.
void settle(Store& store)
{
    QEventLoop loop;
    // Behind reads that are queued already, on both threads of the pool.
    for (int round = 0; round < 4; ++round) {
        store.read(
            [](Reader&) -> Result<void> { return {}; }, &loop, [&](Result<void>) { loop.quit(); });
        loop.exec();
    }
}

} // namespace

class TestChangeFeed final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subscribe_withoutSince_seesWhatComesLater();
    void subscribe_duringATransaction_getsItsChangeWithOldValue();
    void subscribe_filters_seeTheirOwn();
    void subscribe_sinceEverySeq_replaysThenFollows();
    void subscribe_sinceInManySlices_replaysAll();
    void subscribe_sinceBeforeLargeValues_replaysThemInTurn();
    void subscribe_replayHeldUp_goesOnWhenResumed();
    void subscribe_sinceBeyondTheEnd_resets();
    void subscribe_sinceBelowTheFloor_resets();
    void subscribe_sinceTheEnd_doesNotReadTheLog();
    void subscribe_unreadableLog_ends();
    void subscribe_noCallback_beforeItReturns();
    void publish_toSlowSubscriber_catchesUpFromTheLog();
    void publish_expiryAndDelete_areSeen();
    void cancel_withinCallback_isTheLastCallback();
    void cancel_another_silencesIt();
    void cancel_duringReplay_silencesIt();
    void context_destroyed_endsSubscription();
    void context_destroyedWithinCallback_isSafe();
    void handle_heldByItsOwnHandlers_isSafe();
    void handle_assigned_endsTheFormerOne();
    void handler_withEventLoopOfItsOwn_keepsTheOrder();
    void close_subscribers_areToldOnce();
    void close_subscribeLater_isTold();
    void close_whileReplaying_isSafe();
};

void TestChangeFeed::subscribe_withoutSince_seesWhatComesLater()
{
    FeedFixture fixture;
    fixture.write(3);
    Record record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, std::nullopt, &context, record.handlers());
    QVERIFY(subscription.isActive());
    fixture.write(2);
    QTRY_COMPARE(record.seqs, (Seqs{4, 5}));

    const Change& first = *record.changes[0];
    QCOMPARE(first.name.key.bytes(), QByteArray("k"));
    QCOMPARE(first.name.space.text(), QByteArray("workflow/a"));
    QCOMPARE(first.version, Version(4));
    QVERIFY(first.op == ChangeOp::Set);
    QCOMPARE(first.value->bytes(), QByteArray("0"));
    QCOMPARE(first.oldValue->bytes(), QByteArray("2"));
    QCOMPARE(fixture.store->feed().position(), Seq(5));
}

void TestChangeFeed::subscribe_duringATransaction_getsItsChangeWithOldValue()
{
    FeedFixture fixture;
    fixture.set(name, "\"old\"");
    std::binary_semaphore written(0);
    std::binary_semaphore subscribed(0);
    QObject context;
    fixture.store->transact(
        {},
        [&](Transaction& transaction) {
            auto version = transaction.set(name, json("\"new\"")); // nobody watches yet
            written.release();
            subscribed.acquire();
            return version;
        },
        &context, [](Result<Version>) {});
    written.acquire();
    Record record;
    const auto subscription = fixture.store->feed().subscribe(
        {spaceA, name.key}, std::nullopt, &context, record.handlers());
    subscribed.release();
    QTRY_COMPARE(record.seqs, (Seqs{2}));
    QVERIFY(record.changes[0]->oldValue);
    QCOMPARE(record.changes[0]->oldValue->bytes(), QByteArray("\"old\""));
}

void TestChangeFeed::subscribe_filters_seeTheirOwn()
{
    FeedFixture fixture;
    Record records[5];
    QObject context;
    ChangeFeed& feed = fixture.store->feed();
    const ChangeFilter key{spaceA, Key("k")};
    const ChangeFilter space{spaceA, {}};
    std::vector<Subscription> subscriptions;
    subscriptions.push_back(feed.subscribe({}, {}, &context, records[0].handlers()));
    subscriptions.push_back(feed.subscribe(space, {}, &context, records[1].handlers()));
    subscriptions.push_back(feed.subscribe(key, {}, &context, records[2].handlers()));
    fixture.set({spaceA, Key("k")}, "1");
    fixture.set({spaceB, Key("k")}, "1");
    fixture.set({spaceA, Key("l")}, "1");
    fixture.set({spaceA, Key("k")}, "2");
    QTRY_COMPARE(records[0].seqs, (Seqs{1, 2, 3, 4}));
    subscriptions.push_back(feed.subscribe(space, Seq(0), &context, records[3].handlers()));
    subscriptions.push_back(feed.subscribe(key, Seq(0), &context, records[4].handlers()));
    QTRY_COMPARE(records[3].seqs, (Seqs{1, 3, 4}));
    QTRY_COMPARE(records[4].seqs, (Seqs{1, 4}));
    QCOMPARE(records[1].seqs, (Seqs{1, 3, 4}));
    QCOMPARE(records[2].seqs, (Seqs{1, 4}));
}

void TestChangeFeed::subscribe_sinceEverySeq_replaysThenFollows()
{
    FeedFixture fixture;
    fixture.write(20);
    Record records[21];
    QObject context;
    std::vector<Subscription> subscriptions;
    for (int since = 0; since <= 20; ++since) {
        subscriptions.push_back(fixture.store->feed().subscribe(
            {spaceA, {}}, Seq(since), &context, records[since].handlers()));
        fixture.write(1); // some before the replay, some behind it
    }
    for (int since = 0; since <= 20; ++since)
        QTRY_COMPARE(records[since].seqs, range(since + 1, 41));
    settle(*fixture.store);
    for (const Record& record : records) {
        QCOMPARE(record.seqs.back(), 41);
        QVERIFY(record.resets.empty());
        for (size_t i = 1; i < record.changes.size(); ++i)
            QVERIFY(*record.changes[i]->oldValue == *record.changes[i - 1]->value);
    }
}

void TestChangeFeed::subscribe_sinceInManySlices_replaysAll()
{
    FeedFixture fixture;
    fixture.write(50);
    ChangeFeed feed(fixture.source(), {1 << 20, 8, 3});
    feed.start(Seq(50));
    Record record;
    QObject context;
    const auto subscription = feed.subscribe({}, Seq(0), &context, record.handlers());
    QTRY_COMPARE(record.seqs, range(1, 50));
    QVERIFY(record.calls >= 17);
}

void TestChangeFeed::subscribe_sinceBeforeLargeValues_replaysThemInTurn()
{
    FeedFixture fixture;
    const QByteArray large(1024 * 1024, '1');
    for (int i = 0; i < 12; ++i)
        fixture.set(name, large);
    QObject context;
    for (const ChangeFilter& filter : {ChangeFilter{}, ChangeFilter{spaceA, name.key}}) {
        Record record;
        qint64 most = 0;
        FeedHandlers handlers = record.handlers();
        handlers.changes = [&, take = handlers.changes](const std::vector<ChangePtr>& changes) {
            take(changes);
            most = std::max(most, qint64(changes.size()));
        };
        const auto subscription =
            fixture.store->feed().subscribe(filter, Seq(0), &context, std::move(handlers));
        QTRY_COMPARE(record.seqs, range(1, 12));
        QVERIFY2(most <= 4, "many megabytes at once");
    }
}

void TestChangeFeed::subscribe_replayHeldUp_goesOnWhenResumed()
{
    FeedFixture fixture;
    fixture.write(20);
    ChangeFeed feed(fixture.source(), {1 << 20, 8, 4});
    feed.start(Seq(20));
    Record record;
    QObject context;
    FeedHandlers handlers = record.handlers();
    bool ready = true; // for one slice
    handlers.ready = [&ready] { return std::exchange(ready, false); };
    auto subscription = feed.subscribe({}, Seq(0), &context, std::move(handlers));
    QTRY_COMPARE(record.seqs, range(1, 4));
    // What is new meanwhile is too much to wait behind what is held up.
    FeedHandlers forward;
    forward.changes = [&feed](const std::vector<ChangePtr>& changes) { feed.publish(changes); };
    const auto forwarding = fixture.store->feed().subscribe({}, {}, &context, forward);
    fixture.write(30);
    for (int last = 4; last < 50; last = std::min(last + 4, 50)) {
        settle(*fixture.store);
        QCOMPARE(record.seqs, range(1, last));
        ready = true;
        subscription.resume();
        QTRY_VERIFY(std::ssize(record.seqs) > last);
    }
    QCOMPARE(record.seqs, range(1, 50));
    subscription.resume(); // nothing is held up any more
    subscription.cancel();
    subscription.resume();
}

void TestChangeFeed::subscribe_sinceBeyondTheEnd_resets()
{
    FeedFixture fixture;
    fixture.write(3);
    Record record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, Seq(1000), &context, record.handlers());
    QTRY_COMPARE(record.resets, (Seqs{3}));
    fixture.write(2);
    QTRY_COMPARE(record.seqs, (Seqs{4, 5}));
    QCOMPARE(record.resets.size(), size_t(1));
}

void TestChangeFeed::subscribe_sinceBelowTheFloor_resets()
{
    HistoryPolicy history;
    history.age = std::chrono::hours(1);
    FeedFixture fixture(history);
    fixture.write(10);
    fixture.clock.advance(std::chrono::hours(2));
    fixture.write(1);
    QVERIFY(fixture.store->maintain());
    const auto reader = fixture.store->openReader();
    QVERIFY((*reader)->position()->floor > Seq(2));

    Record record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, Seq(2), &context, record.handlers());
    QTRY_COMPARE(record.resets, (Seqs{11}));
    fixture.write(1);
    QTRY_COMPARE(record.seqs, (Seqs{12}));
}

void TestChangeFeed::subscribe_sinceTheEnd_doesNotReadTheLog()
{
    int reads = 0;
    ChangeFeed feed([&](Seq, const ChangeFilter&, int, QObject*, auto) { ++reads; });
    feed.start(Seq(7));
    Record record;
    QObject context;
    const auto now = feed.subscribe({}, std::nullopt, &context, record.handlers());
    const auto resumed = feed.subscribe({}, Seq(7), &context, record.handlers());
    QCOMPARE(reads, 0);
    const auto behind = feed.subscribe({}, Seq(6), &context, record.handlers());
    QCOMPARE(reads, 1);
}

void TestChangeFeed::subscribe_unreadableLog_ends()
{
    ChangeFeed feed([](Seq, const ChangeFilter&, int, QObject* context, auto done) {
        QTimer::singleShot(
            0, context, [done] { done(fail(ErrorCode::DamagedFile, u"The log is damaged."_s)); });
    });
    feed.start(Seq(7));
    Record record;
    QObject context;
    const auto subscription = feed.subscribe({}, Seq(1), &context, record.handlers());
    QTRY_COMPARE(record.ends, (std::vector{ErrorCode::DamagedFile}));
    QVERIFY(!subscription.isActive());
    QVERIFY(!feed.isWatched(name));
}

void TestChangeFeed::subscribe_noCallback_beforeItReturns()
{
    FeedFixture fixture;
    fixture.write(3);
    Record record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, Seq(0), &context, record.handlers());
    fixture.write(1);
    QCOMPARE(record.calls, 0);
    QTRY_COMPARE(record.seqs, range(1, 4));
}

void TestChangeFeed::publish_toSlowSubscriber_catchesUpFromTheLog()
{
    FeedFixture fixture;
    ChangeFeed small(fixture.source(), {1 << 20, 5, 4});
    Record slow;
    Record other;
    QObject context;
    const auto subscription = small.subscribe({}, std::nullopt, &context, slow.handlers());
    const auto ofOther = small.subscribe({spaceB, {}}, std::nullopt, &context, other.handlers());
    FeedHandlers forward;
    forward.changes = [&small](const std::vector<ChangePtr>& changes) { small.publish(changes); };
    const auto forwarding = fixture.store->feed().subscribe({}, Seq(0), &context, forward);

    fixture.write(40); // this thread takes none of them meanwhile
    fixture.set({spaceB, Key("k")}, "1");
    QTRY_COMPARE(slow.seqs, range(1, 41));
    QTRY_COMPARE(other.seqs, (Seqs{41}));
    for (int more = 0; more < 60; ++more) {
        fixture.write(1);
        if (more % 7 == 0)
            QCoreApplication::processEvents();
    }
    QTRY_COMPARE(slow.seqs, range(1, 101));
    settle(*fixture.store);
    QCOMPARE(slow.seqs, range(1, 101));
    QVERIFY(slow.resets.empty());
}

void TestChangeFeed::publish_expiryAndDelete_areSeen()
{
    FeedFixture fixture;
    Record record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({spaceA, {}}, {}, &context, record.handlers());
    QVERIFY(fixture.store->transactAndWait({}, [&](Transaction& transaction) {
        SetOptions options;
        options.expiresAt = transaction.at() + std::chrono::seconds(5);
        return transaction.set(name, json("1"), options);
    }));
    fixture.clock.advance(std::chrono::seconds(6));
    QVERIFY(fixture.store->maintain());
    fixture.set(name, "2");
    QVERIFY(fixture.store->transactAndWait(
        {}, [&](Transaction& transaction) { return transaction.remove(name); }));
    QTRY_COMPARE(record.seqs, (Seqs{1, 2, 3, 4}));
    QVERIFY(record.changes[1]->op == ChangeOp::Expire);
    QCOMPARE(record.changes[1]->oldValue->bytes(), QByteArray("1"));
    QVERIFY(!record.changes[1]->value);
    QVERIFY(!record.changes[2]->oldValue);
    QVERIFY(record.changes[3]->op == ChangeOp::Delete);
    QCOMPARE(record.changes[3]->oldValue->bytes(), QByteArray("2"));
}

void TestChangeFeed::cancel_withinCallback_isTheLastCallback()
{
    FeedFixture fixture;
    QObject context;
    int calls = 0;
    Subscription subscription;
    FeedHandlers handlers;
    handlers.changes = [&](const std::vector<ChangePtr>&) {
        ++calls;
        subscription.cancel();
        fixture.write(1);
    };
    subscription = fixture.store->feed().subscribe({}, {}, &context, std::move(handlers));
    fixture.write(1);
    QTRY_COMPARE(calls, 1);
    settle(*fixture.store);
    QCOMPARE(calls, 1);
    QVERIFY(!subscription.isActive());
    QVERIFY(!fixture.store->feed().isWatched(name));
}

void TestChangeFeed::cancel_another_silencesIt()
{
    FeedFixture fixture;
    QObject context;
    Subscription subscriptions[2];
    int calls = 0;
    for (int i = 0; i < 2; ++i) {
        FeedHandlers handlers;
        handlers.changes = [&, i](const std::vector<ChangePtr>&) {
            ++calls;
            subscriptions[1 - i].cancel();
        };
        subscriptions[i] = fixture.store->feed().subscribe({}, {}, &context, std::move(handlers));
    }
    fixture.write(1);
    QTRY_COMPARE(calls, 1);
    fixture.write(1);
    QTRY_COMPARE(calls, 2);
    settle(*fixture.store);
    QCOMPARE(calls, 2);
}

void TestChangeFeed::cancel_duringReplay_silencesIt()
{
    FeedFixture fixture;
    fixture.write(10);
    Record record;
    QObject context;
    auto subscription = fixture.store->feed().subscribe({}, Seq(0), &context, record.handlers());
    subscription.cancel();
    settle(*fixture.store);
    QCOMPARE(record.calls, 0);
}

void TestChangeFeed::context_destroyed_endsSubscription()
{
    FeedFixture fixture;
    fixture.write(1);
    Record record;
    auto context = std::make_unique<QObject>();
    ChangeFeed& feed = fixture.store->feed();
    const auto follows = feed.subscribe({}, {}, context.get(), record.handlers());
    const auto replays = feed.subscribe({}, Seq(0), context.get(), record.handlers());
    fixture.write(1);
    context.reset();
    QVERIFY(!follows.isActive());
    QVERIFY(!feed.isWatched(name));
    settle(*fixture.store);
    QCOMPARE(record.calls, 0);
}

void TestChangeFeed::context_destroyedWithinCallback_isSafe()
{
    FeedFixture fixture;
    for (const auto since : {std::optional<Seq>(), std::optional(Seq(0))}) {
        auto context = std::make_unique<QObject>();
        const auto held = std::make_shared<int>(0);
        FeedHandlers handlers;
        handlers.changes = [&context, held](const std::vector<ChangePtr>&) {
            context.reset();
            ++*held; // the handler lives on until it returns
        };
        const auto subscription =
            fixture.store->feed().subscribe({}, since, context.get(), std::move(handlers));
        fixture.write(1);
        QTRY_COMPARE(*held, 1);
        settle(*fixture.store);
        QCOMPARE(*held, 1);
        QCOMPARE(held.use_count(), 1L); // and no longer
    }
}

void TestChangeFeed::handle_heldByItsOwnHandlers_isSafe()
{
    FeedFixture fixture;
    const auto held = std::make_shared<Subscription>();
    const std::weak_ptr<Subscription> watch = held;
    auto context = std::make_unique<QObject>();
    int calls = 0;
    FeedHandlers handlers;
    handlers.changes = [held, &calls](const std::vector<ChangePtr>&) {
        ++calls;
        held->cancel();
    };
    *held = fixture.store->feed().subscribe({}, {}, context.get(), std::move(handlers));
    const_cast<std::shared_ptr<Subscription>&>(held).reset();
    fixture.write(1);
    QTRY_COMPARE(calls, 1);
    QVERIFY(watch.expired());
}

void TestChangeFeed::handle_assigned_endsTheFormerOne()
{
    FeedFixture fixture;
    Record former;
    Record latter;
    QObject context;
    auto subscription = fixture.store->feed().subscribe({}, {}, &context, former.handlers());
    subscription = fixture.store->feed().subscribe({}, {}, &context, latter.handlers());
    auto moved = std::move(subscription);
    QVERIFY(moved.isActive());
    fixture.write(1);
    QTRY_COMPARE(latter.seqs, (Seqs{1}));
    QVERIFY(former.seqs.empty());
}

void TestChangeFeed::handler_withEventLoopOfItsOwn_keepsTheOrder()
{
    FeedFixture fixture;
    fixture.write(3);
    QObject context;
    Record records[3];
    std::vector<Subscription> subscriptions;
    bool nested = false;
    for (Record& record : records) {
        FeedHandlers handlers = record.handlers();
        handlers.changes = [&, take = handlers.changes](const std::vector<ChangePtr>& changes) {
            take(changes);
            if (std::exchange(nested, true))
                return;
            fixture.write(2);
            settle(*fixture.store);
        };
        subscriptions.push_back(fixture.store->feed().subscribe(
            {}, &record == &records[0] ? std::optional(Seq(0)) : std::nullopt, &context,
            std::move(handlers)));
    }
    fixture.write(2);
    QTRY_COMPARE(records[0].seqs, range(1, 7));
    QTRY_COMPARE(records[1].seqs, range(4, 7));
    QTRY_COMPARE(records[2].seqs, range(4, 7));
}

void TestChangeFeed::close_subscribers_areToldOnce()
{
    FeedFixture fixture;
    fixture.write(1);
    Record record;
    QObject context;
    const auto subscription = fixture.store->feed().subscribe({}, {}, &context, record.handlers());
    fixture.write(2);
    fixture.store.reset();
    QTRY_COMPARE(record.ends, (std::vector{ErrorCode::Cancelled}));
    QCOMPARE(record.seqs, (Seqs{2, 3})); // what was committed before, too
    QVERIFY(!subscription.isActive());
}

void TestChangeFeed::close_subscribeLater_isTold()
{
    FeedFixture fixture;
    ChangeFeed feed(fixture.source());
    feed.close({ErrorCode::StorageFailed, {}, {}});
    Record record;
    QObject context;
    const auto follows = feed.subscribe({}, {}, &context, record.handlers());
    const auto replays = feed.subscribe({}, Seq(0), &context, record.handlers());
    QTRY_COMPARE(record.ends, (std::vector{ErrorCode::StorageFailed, ErrorCode::StorageFailed}));
}

void TestChangeFeed::close_whileReplaying_isSafe()
{
    for (int round = 0; round < 10; ++round) {
        FeedFixture fixture;
        fixture.write(20);
        Record record;
        QObject context;
        const auto subscription =
            fixture.store->feed().subscribe({}, Seq(0), &context, record.handlers());
        for (int turn = 0; turn < round; ++turn)
            QCoreApplication::processEvents();
        fixture.store.reset();
        QTRY_COMPARE(record.ends.size(), size_t(1));
        QCOMPARE(record.seqs, range(1, qint64(record.seqs.size())));
    }
}

QTEST_GUILESS_MAIN(TestChangeFeed)

#include "tst_changefeed.moc"
