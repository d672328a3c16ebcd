// SPDX-License-Identifier: GPL-3.0-or-later
// How subscriptions end: cancelled, with their context, with the feed.
#include "tests/store/feedrecord.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;

class SubscriptionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cancel_withinCallback_isTheLastCallback();
    void cancel_another_silencesIt();
    void cancel_duringReplay_silencesIt();
    void context_destroyed_endsSubscription();
    void context_destroyedWithinCallback_isSafe();
    void handle_heldByItsOwnHandlers_isSafe();
    void handle_assigned_endsTheFormerOne();
    void close_subscribers_areToldOnce();
    void close_subscribeLater_isTold();
    void close_whileReplaying_isSafe();
};

void SubscriptionTest::cancel_withinCallback_isTheLastCallback()
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

void SubscriptionTest::cancel_another_silencesIt()
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

void SubscriptionTest::cancel_duringReplay_silencesIt()
{
    FeedFixture fixture;
    fixture.write(10);
    FeedRecord record;
    QObject context;
    auto subscription = fixture.store->feed().subscribe({}, Seq(0), &context, record.handlers());
    subscription.cancel();
    settle(*fixture.store);
    QCOMPARE(record.calls, 0);
}

void SubscriptionTest::context_destroyed_endsSubscription()
{
    FeedFixture fixture;
    fixture.write(1);
    FeedRecord record;
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

void SubscriptionTest::context_destroyedWithinCallback_isSafe()
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

void SubscriptionTest::handle_heldByItsOwnHandlers_isSafe()
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

void SubscriptionTest::handle_assigned_endsTheFormerOne()
{
    FeedFixture fixture;
    FeedRecord former;
    FeedRecord latter;
    QObject context;
    auto subscription = fixture.store->feed().subscribe({}, {}, &context, former.handlers());
    subscription = fixture.store->feed().subscribe({}, {}, &context, latter.handlers());
    auto moved = std::move(subscription);
    QVERIFY(moved.isActive());
    fixture.write(1);
    QTRY_COMPARE(latter.seqs, (Seqs{1}));
    QVERIFY(former.seqs.empty());
}

void SubscriptionTest::close_subscribers_areToldOnce()
{
    FeedFixture fixture;
    fixture.write(1);
    FeedRecord record;
    QObject context;
    const auto subscription = fixture.store->feed().subscribe({}, {}, &context, record.handlers());
    fixture.write(2);
    fixture.store.reset();
    QTRY_COMPARE(record.ends, (std::vector{ErrorCode::Cancelled}));
    QCOMPARE(record.seqs, (Seqs{2, 3})); // what was committed before, too
    QVERIFY(!subscription.isActive());
}

void SubscriptionTest::close_subscribeLater_isTold()
{
    FeedFixture fixture;
    ChangeFeed feed(fixture.source());
    feed.close({ErrorCode::StorageFailed, {}, {}});
    FeedRecord record;
    QObject context;
    const auto follows = feed.subscribe({}, {}, &context, record.handlers());
    const auto replays = feed.subscribe({}, Seq(0), &context, record.handlers());
    QTRY_COMPARE(record.ends, (std::vector{ErrorCode::StorageFailed, ErrorCode::StorageFailed}));
}

void SubscriptionTest::close_whileReplaying_isSafe()
{
    for (int round = 0; round < 10; ++round) {
        FeedFixture fixture;
        fixture.write(20);
        FeedRecord record;
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

QTEST_GUILESS_MAIN(SubscriptionTest)
#include "tst_subscription.moc"
