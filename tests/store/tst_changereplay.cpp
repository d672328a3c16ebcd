// SPDX-License-Identifier: GPL-3.0-or-later
// What a subscriber missed, from the log.
#include "tests/store/feedrecord.h"

#include <QTest>
#include <QTimer>

using namespace stateroom;
using namespace stateroom::test;
using namespace Qt::StringLiterals;

class ChangeReplayTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subscribe_sinceEverySeq_replaysThenFollows();
    void subscribe_sinceInManySlices_replaysAll();
    void subscribe_sinceBeforeLargeValues_replaysThemInTurn();
    void subscribe_replayHeldUp_goesOnWhenResumed();
    void subscribe_sinceBeyondTheEnd_resets();
    void subscribe_sinceBelowTheFloor_resets();
    void subscribe_sinceTheEnd_doesNotReadTheLog();
    void subscribe_unreadableLog_ends();
    void publish_toSlowSubscriber_catchesUpFromTheLog();
};

void ChangeReplayTest::subscribe_sinceEverySeq_replaysThenFollows()
{
    FeedFixture fixture;
    fixture.write(20);
    FeedRecord records[21];
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
    for (const FeedRecord& record : records) {
        QCOMPARE(record.seqs.back(), 41);
        QVERIFY(record.resets.empty());
        for (size_t i = 1; i < record.changes.size(); ++i)
            QVERIFY(*record.changes[i]->oldValue == *record.changes[i - 1]->value);
    }
}

void ChangeReplayTest::subscribe_sinceInManySlices_replaysAll()
{
    FeedFixture fixture;
    fixture.write(50);
    ChangeFeed feed(fixture.source(), {1 << 20, 8, 3});
    feed.start(Seq(50));
    FeedRecord record;
    QObject context;
    const auto subscription = feed.subscribe({}, Seq(0), &context, record.handlers());
    QTRY_COMPARE(record.seqs, range(1, 50));
    QVERIFY(record.calls >= 17);
}

void ChangeReplayTest::subscribe_sinceBeforeLargeValues_replaysThemInTurn()
{
    FeedFixture fixture;
    const QByteArray large(1024 * 1024, '1');
    for (int i = 0; i < 12; ++i)
        fixture.set(name, large);
    QObject context;
    for (const ChangeFilter& filter : {ChangeFilter{}, ChangeFilter{spaceA, name.key}}) {
        FeedRecord record;
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

void ChangeReplayTest::subscribe_replayHeldUp_goesOnWhenResumed()
{
    FeedFixture fixture;
    fixture.write(20);
    ChangeFeed feed(fixture.source(), {1 << 20, 8, 4});
    feed.start(Seq(20));
    FeedRecord record;
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

void ChangeReplayTest::subscribe_sinceBeyondTheEnd_resets()
{
    FeedFixture fixture;
    fixture.write(3);
    FeedRecord record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, Seq(1000), &context, record.handlers());
    QTRY_COMPARE(record.resets, (Seqs{3}));
    fixture.write(2);
    QTRY_COMPARE(record.seqs, (Seqs{4, 5}));
    QCOMPARE(record.resets.size(), size_t(1));
}

void ChangeReplayTest::subscribe_sinceBelowTheFloor_resets()
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

    FeedRecord record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, Seq(2), &context, record.handlers());
    QTRY_COMPARE(record.resets, (Seqs{11}));
    fixture.write(1);
    QTRY_COMPARE(record.seqs, (Seqs{12}));
}

void ChangeReplayTest::subscribe_sinceTheEnd_doesNotReadTheLog()
{
    int reads = 0;
    ChangeFeed feed([&](Seq, const ChangeFilter&, int, QObject*, auto) { ++reads; });
    feed.start(Seq(7));
    FeedRecord record;
    QObject context;
    const auto now = feed.subscribe({}, std::nullopt, &context, record.handlers());
    const auto resumed = feed.subscribe({}, Seq(7), &context, record.handlers());
    QCOMPARE(reads, 0);
    const auto behind = feed.subscribe({}, Seq(6), &context, record.handlers());
    QCOMPARE(reads, 1);
}

void ChangeReplayTest::subscribe_unreadableLog_ends()
{
    ChangeFeed feed([](Seq, const ChangeFilter&, int, QObject* context, auto done) {
        QTimer::singleShot(
            0, context, [done] { done(fail(ErrorCode::DamagedFile, u"The log is damaged."_s)); });
    });
    feed.start(Seq(7));
    FeedRecord record;
    QObject context;
    const auto subscription = feed.subscribe({}, Seq(1), &context, record.handlers());
    QTRY_COMPARE(record.ends, (std::vector{ErrorCode::DamagedFile}));
    QVERIFY(!subscription.isActive());
    QVERIFY(!feed.isWatched(name));
}

void ChangeReplayTest::publish_toSlowSubscriber_catchesUpFromTheLog()
{
    FeedFixture fixture;
    ChangeFeed small(fixture.source(), {1 << 20, 5, 4});
    FeedRecord slow;
    FeedRecord other;
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

QTEST_GUILESS_MAIN(ChangeReplayTest)
#include "tst_changereplay.moc"
