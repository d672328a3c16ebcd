// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/feedhubfixture.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::test;

class TestFeedHub final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publish_filters_reachTheRightWatchers();
    void publish_manyWatchersOfOneThread_isOneWake();
    void publish_againBeforePosition_isPassedOver();
    void publish_nobodyWatches_movesPosition();
    void publish_tooMuchWaiting_isReplayedFromTheLog_data();
    void publish_tooMuchWaiting_isReplayedFromTheLog();
    void publish_oneLargeChange_isNotSetAside();
    void publish_whileSetAside_queuesNothing();
    void publish_withoutOldValue_isReplayedFromTheLog();
    void add_sinceEverySeq_replaysThenFollows();
    void add_sinceBeyondPosition_skipsWhatIsKnown();
    void add_farBehind_joinsNearTheEnd();
    void add_behindABusyLog_joinsBeforeItsEnd();
    void replayed_beyondPosition_isNotDeliveredAgain();
    void replayed_logEndsTooEarly_resets();
    void replayed_afterReset_isIgnored();
    void restart_compactedLog_resetsAndFollows();
    void resetAll_everyWatcher_isToldBeforeNewChanges();
    void resetAll_thenSetAside_isToldTheResetFirst();
    void fail_oneWatcher_endsOnlyThatOne();
    void close_waitingChanges_comeBeforeTheEnd();
    void add_afterClose_isTold();
    void remove_duringDelivery_silencesTheOther();
    void deliver_publishWhileDelivering_wakesAgain();
    void isWatched_filters_answersPrecisely();
};

void TestFeedHub::publish_filters_reachTheRightWatchers()
{
    FeedHub hub;
    Desk desk(hub);
    const auto all = desk.watch({});
    const auto space = desk.watch({spaceA, {}});
    const auto key = desk.watch({spaceA, Key("k")});
    const auto other = desk.watch({spaceB, Key("k")});
    hub.publish(
        {makeChange(1, {spaceA, Key("k")}), makeChange(2, {spaceA, Key("l")}),
         makeChange(3, {spaceB, Key("k")}), makeChange(4, {spaceB, Key("l")})});
    desk.deliver();
    QCOMPARE(all->seen, (Seqs{1, 2, 3, 4}));
    QCOMPARE(space->seen, (Seqs{1, 2}));
    QCOMPARE(key->seen, (Seqs{1}));
    QCOMPARE(other->seen, (Seqs{3}));
    for (const auto& watcher : {all, space, key, other})
        hub.remove(*watcher);
}

void TestFeedHub::publish_manyWatchersOfOneThread_isOneWake()
{
    FeedHub hub;
    Desk desks[] = {Desk(hub), Desk(hub), Desk(hub)};
    std::vector<std::shared_ptr<Watcher>> watchers;
    for (int i = 0; i < 100; ++i)
        watchers.push_back(desks[i % 3].watch({spaceA, Key("k")}));
    hub.publish({makeChange(1, {spaceA, Key("k")})});
    hub.publish({makeChange(2, {spaceA, Key("k")}, 2)});
    for (Desk& desk : desks) {
        QCOMPARE(desk.wakes, 1);
        desk.deliver();
        QCOMPARE(desk.wakes, 1);
    }
    for (const auto& watcher : watchers)
        QCOMPARE(watcher->seen, (Seqs{1, 2}));
    hub.publish({makeChange(3, {spaceA, Key("k")}, 3)});
    QCOMPARE(desks[0].wakes, 2);
    for (const auto& watcher : watchers)
        hub.remove(*watcher);
}

void TestFeedHub::publish_againBeforePosition_isPassedOver()
{
    FeedHub hub;
    hub.start(Seq(5));
    Desk desk(hub);
    const auto watcher = desk.watch({});
    hub.publish({makeChange(4, {spaceA, Key("k")}), makeChange(6, {spaceA, Key("k")})});
    hub.publish({makeChange(6, {spaceA, Key("k")})});
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{6}));
    hub.remove(*watcher);
}

void TestFeedHub::publish_nobodyWatches_movesPosition()
{
    FeedHub hub;
    hub.publish({makeChange(1, {spaceA, Key("k")}), makeChange(2, {spaceA, Key("k")}, 2)});
    QCOMPARE(hub.position(), Seq(2));
}

void TestFeedHub::publish_tooMuchWaiting_isReplayedFromTheLog_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("changes");
    QTest::addColumn<int>("slice");
    QTest::newRow("changes") << qint64(1'000'000) << 3 << 2;
    QTest::newRow("one change") << qint64(1'000'000) << 1 << 1;
    QTest::newRow("bytes") << qint64(900) << 1000 << 4;
}

void TestFeedHub::publish_tooMuchWaiting_isReplayedFromTheLog()
{
    QFETCH(const qint64, bytes);
    QFETCH(const int, changes);
    QFETCH(const int, slice);
    FeedHub hub({bytes, changes, slice});
    FakeLog log;
    Desk desk(hub);
    const auto watcher = desk.watch({spaceA, {}});
    for (int i = 0; i < 20; ++i) {
        hub.publish({log.append({spaceA, Key("k")}, 10)});
        hub.publish({log.append({spaceB, Key("other")})});
    }
    QVERIFY(hub.nextReplay(*watcher));
    desk.deliver();
    QVERIFY(watcher->seen.empty());
    QCOMPARE(hub.nextReplay(*watcher)->after, Seq(0));
    desk.replayAll(*watcher, log);
    hub.publish({log.append({spaceA, Key("k")})});
    desk.deliver();

    Seqs odd;
    for (qint64 seq = 1; seq <= 41; seq += 2)
        odd.push_back(seq);
    QCOMPARE(watcher->seen, odd);
    hub.remove(*watcher);
}

void TestFeedHub::publish_oneLargeChange_isNotSetAside()
{
    FeedHub hub({1000, 10, 10});
    Desk desk(hub);
    const auto watcher = desk.watch({});
    hub.publish({makeChange(1, {spaceA, Key("k")}, 1, 100'000)});
    QVERIFY(!hub.nextReplay(*watcher));
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{1}));
    hub.publish({makeChange(2, {spaceA, Key("k")}, 2, 100'000)}); // the first one counts no more
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{1, 2}));
    hub.remove(*watcher);
}

void TestFeedHub::publish_whileSetAside_queuesNothing()
{
    FeedHub hub({1'000'000, 2, 10});
    FakeLog log;
    Desk desk(hub);
    const auto watcher = desk.watch({});
    std::weak_ptr<const Change> published;
    for (int i = 0; i < 10; ++i) {
        const auto change = makeChange(i + 1, {spaceA, Key("k")}, i + 1);
        published = change;
        hub.publish({change});
    }
    QVERIFY(published.expired());
    hub.remove(*watcher);
}

void TestFeedHub::publish_withoutOldValue_isReplayedFromTheLog()
{
    FeedHub hub;
    FakeLog log;
    const EntryName name{spaceA, Key("k")};
    Desk desk(hub);
    hub.publish({log.append(name)});
    // The writer has asked, nobody watched; then one subscribes; then it is published.
    const auto blind = log.append(name, 1, false);
    const auto watcher = desk.watch({spaceA, name.key});
    const auto firstOfOther = log.append({spaceA, Key("l")}, 1, false);
    const auto space = desk.watch({spaceA, {}});
    hub.publish({blind, firstOfOther});
    hub.publish({log.append(name)});
    desk.deliver();
    desk.replayAll(*watcher, log);
    desk.replayAll(*space, log);
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{2, 4}));
    QCOMPARE(space->seen, (Seqs{2, 3, 4}));
    QVERIFY(watcher->changes[0]->oldValue);
    QVERIFY(space->changes[0]->oldValue);
    hub.remove(*watcher);
    hub.remove(*space);
}

void TestFeedHub::add_sinceEverySeq_replaysThenFollows()
{
    for (qint64 since = 0; since <= 12; ++since) {
        FeedHub hub({1'000'000, 4, 3});
        FakeLog log;
        Desk desk(hub);
        for (int i = 0; i < 12; ++i)
            hub.publish({log.append({spaceA, Key("k")})});
        const auto watcher = desk.watch({}, Seq(since));
        do {
            if (log.last() < Seq(20))
                hub.publish({log.append({spaceA, Key("k")})});
            desk.deliver();
        } while (desk.replaySlice(*watcher, log) || log.last() < Seq(20));
        desk.deliver();
        QCOMPARE(watcher->seen, range(since + 1, 20));
        hub.remove(*watcher);
    }
}

void TestFeedHub::add_sinceBeyondPosition_skipsWhatIsKnown()
{
    FeedHub hub;
    FakeLog log;
    Desk desk(hub);
    hub.publish({log.append({spaceA, Key("k")})});
    const auto committed = log.append({spaceA, Key("k")}); // a reader has seen it already
    const auto watcher = desk.watch({}, Seq(2));
    desk.replayAll(*watcher, log);
    hub.publish({committed});
    hub.publish({log.append({spaceA, Key("k")})});
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{3}));
    hub.remove(*watcher);
}

void TestFeedHub::add_farBehind_joinsNearTheEnd()
{
    FeedHub hub({1'000'000, 10, 8});
    FakeLog log;
    Desk desk(hub);
    for (int i = 0; i < 100; ++i)
        hub.publish({log.append({spaceA, Key("k")})});
    const auto watcher = desk.watch({}, Seq(0));
    // The log grows almost as fast as it is read: it must be caught up all the same.
    int slices = 0;
    while (desk.replaySlice(*watcher, log)) {
        QVERIFY2(++slices < 100, "never catches up");
        for (int i = 0; i < 6; ++i)
            hub.publish({log.append({spaceA, Key("k")})});
    }
    desk.deliver();
    QCOMPARE(watcher->seen, range(1, log.last().value()));
    hub.remove(*watcher);
}

void TestFeedHub::add_behindABusyLog_joinsBeforeItsEnd()
{
    FeedHub hub({1'000'000, 20, 8});
    FakeLog log;
    Desk desk(hub);
    const auto publish = [&](int count) {
        for (; count > 0; --count)
            hub.publish({log.append({spaceA, Key("k")})});
    };
    publish(100);
    const auto watcher = desk.watch({}, Seq(70));
    for (int i = 0; i < 3; ++i)
        QVERIFY(desk.replaySlice(*watcher, log));
    // From now on the log grows as fast as it is read: its end is out of reach.
    int slices = 0;
    do {
        QVERIFY2(++slices < 10, "never catches up");
        publish(8);
    } while (desk.replaySlice(*watcher, log));
    desk.deliver();
    QCOMPARE(watcher->seen, range(71, log.last().value()));
    hub.remove(*watcher);
}

void TestFeedHub::replayed_beyondPosition_isNotDeliveredAgain()
{
    FeedHub hub;
    FakeLog log;
    Desk desk(hub);
    hub.publish({log.append({spaceA, Key("k")})});
    const auto second = log.append({spaceA, Key("k")}); // committed, not published
    const auto watcher = desk.watch({}, Seq(0));
    desk.replayAll(*watcher, log);
    QCOMPARE(watcher->seen, (Seqs{1, 2}));
    hub.publish({second, log.append({spaceA, Key("k")})});
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{1, 2, 3}));
    hub.remove(*watcher);
}

void TestFeedHub::replayed_logEndsTooEarly_resets()
{
    FeedHub hub;
    hub.start(Seq(10));
    FakeLog log; // of two changes
    log.append({spaceA, Key("k")});
    log.append({spaceA, Key("k")});
    Desk desk(hub);
    const auto watcher = desk.watch({}, Seq(1));
    desk.replayAll(*watcher, log);
    desk.deliver();
    QCOMPARE(watcher->resets, (Seqs{10}));
    hub.remove(*watcher);
}

void TestFeedHub::replayed_afterReset_isIgnored()
{
    FeedHub hub;
    hub.start(Seq(10));
    Desk desk(hub);
    const auto watcher = desk.watch({}, Seq(4));
    const auto before = hub.nextReplay(*watcher);
    QVERIFY(before);
    hub.resetAll(Seq(2));
    QVERIFY(!hub.isCurrent(*watcher, before->ticket));
    hub.replayed(*watcher, before->ticket, Seq(10), false);
    hub.publish({makeChange(3, {spaceA, Key("k")})});
    desk.deliver();
    QCOMPARE(watcher->resets, (Seqs{2}));
    QCOMPARE(watcher->seen, (Seqs{3}));
    hub.remove(*watcher);
}

void TestFeedHub::restart_compactedLog_resetsAndFollows()
{
    FeedHub hub;
    hub.start(Seq(50));
    Desk desk(hub);
    const auto watcher = desk.watch({}, Seq(1));
    const auto replay = hub.nextReplay(*watcher);
    QVERIFY(replay);
    hub.publish({makeChange(51, {spaceA, Key("k")})}); // queued, and covered by the reset
    hub.restart(*watcher, replay->ticket);
    hub.publish({makeChange(52, {spaceA, Key("k")}, 2)});
    desk.deliver();
    QCOMPARE(watcher->resets, (Seqs{51}));
    QCOMPARE(watcher->seen, (Seqs{52}));
    hub.remove(*watcher);
}

void TestFeedHub::resetAll_everyWatcher_isToldBeforeNewChanges()
{
    FeedHub hub({1'000'000, 2, 2});
    hub.start(Seq(100));
    Desk desk(hub);
    const auto follows = desk.watch({spaceA, {}});
    const auto joins = desk.watch({spaceA, {}}, Seq(99));
    const auto catchesUp = desk.watch({spaceA, {}}, Seq(1));
    hub.publish({makeChange(101, {spaceA, Key("k")})});
    hub.resetAll(Seq(7));
    QCOMPARE(hub.position(), Seq(7));
    hub.publish({makeChange(8, {spaceA, Key("k")}, 2)});
    QVERIFY(!hub.nextReplay(*catchesUp));
    desk.deliver();
    for (const auto& watcher : {follows, joins, catchesUp}) {
        QCOMPARE(watcher->resets, (Seqs{7}));
        QCOMPARE(watcher->seen, (Seqs{8}));
        hub.remove(*watcher);
    }
}

void TestFeedHub::resetAll_thenSetAside_isToldTheResetFirst()
{
    FeedHub hub({1'000'000, 2, 2});
    FakeLog log;
    Desk desk(hub);
    for (int i = 0; i < 3; ++i)
        log.append({spaceA, Key("k")});
    const auto watcher = desk.watch({});
    hub.resetAll(Seq(3));
    for (int i = 0; i < 5; ++i)
        hub.publish({log.append({spaceA, Key("k")})});
    QVERIFY(!hub.nextReplay(*watcher));
    desk.deliver();
    QCOMPARE(watcher->resets, (Seqs{3}));
    desk.replayAll(*watcher, log);
    QCOMPARE(watcher->seen, range(4, 8));
    hub.remove(*watcher);
}

void TestFeedHub::fail_oneWatcher_endsOnlyThatOne()
{
    FeedHub hub;
    hub.start(Seq(5));
    Desk desk(hub);
    const auto fails = desk.watch({}, Seq(1));
    const auto follows = desk.watch({});
    hub.fail(*fails, hub.nextReplay(*fails)->ticket, {ErrorCode::StorageFailed, {}, {}});
    hub.publish({makeChange(6, {spaceA, Key("k")})});
    desk.deliver();
    QCOMPARE(fails->ends, 1);
    QVERIFY(fails->seen.empty());
    QCOMPARE(follows->seen, (Seqs{6}));
    QCOMPARE(follows->ends, 0);
    hub.remove(*fails);
    hub.remove(*follows);
}

void TestFeedHub::close_waitingChanges_comeBeforeTheEnd()
{
    FeedHub hub;
    Desk desk(hub);
    const auto watcher = desk.watch({});
    hub.publish({makeChange(1, {spaceA, Key("k")})});
    hub.close({ErrorCode::Cancelled, {}, {}});
    hub.close({ErrorCode::Internal, {}, {}});
    hub.publish({makeChange(2, {spaceA, Key("k")}, 2)});
    desk.deliver();
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{1}));
    QCOMPARE(watcher->ends, 1);
    hub.remove(*watcher);
}

void TestFeedHub::add_afterClose_isTold()
{
    FeedHub hub;
    Desk desk(hub);
    hub.close({ErrorCode::Cancelled, {}, {}});
    const auto watcher = desk.watch({}, Seq(0));
    QCOMPARE(desk.wakes, 1);
    desk.deliver();
    QCOMPARE(watcher->ends, 1);
    hub.remove(*watcher);
}

void TestFeedHub::remove_duringDelivery_silencesTheOther()
{
    FeedHub hub;
    Desk desk(hub);
    std::shared_ptr<Watcher> watchers[] = {desk.watch({}), desk.watch({}), desk.watch({})};
    hub.publish({makeChange(1, {spaceA, Key("k")})});
    int told = 0;
    hub.deliver(*desk.receiver, [&](FeedHub::Delivery&) {
        ++told;
        for (auto& watcher : watchers) {
            hub.remove(*watcher);
            watcher.reset(); // the one that is told stays alive until then
        }
        watchers[0] = desk.watch({});
        watchers[1] = watchers[2] = watchers[0];
    });
    QCOMPARE(told, 1);
    hub.remove(*watchers[0]);
    hub.remove(*watchers[0]); // twice does no harm
    QVERIFY(!hub.isWatched({spaceA, Key("k")}));
}

void TestFeedHub::deliver_publishWhileDelivering_wakesAgain()
{
    FeedHub hub;
    Desk desk(hub);
    const auto watcher = desk.watch({});
    hub.publish({makeChange(1, {spaceA, Key("k")})});
    int rounds = 0;
    hub.deliver(*desk.receiver, [&](FeedHub::Delivery& delivery) {
        ++rounds;
        Desk::handle(delivery);
        hub.publish({makeChange(2, {spaceA, Key("k")}, 2)});
    });
    QCOMPARE(rounds, 1); // a busy publisher does not hold the thread
    QCOMPARE(desk.wakes, 2);
    desk.deliver();
    QCOMPARE(watcher->seen, (Seqs{1, 2}));
    hub.remove(*watcher);
}

void TestFeedHub::isWatched_filters_answersPrecisely()
{
    FeedHub hub;
    Desk desk(hub);
    const EntryName name{spaceA, Key("k")};
    QVERIFY(!hub.isWatched(name));
    for (const ChangeFilter& filter :
         {ChangeFilter{}, ChangeFilter{spaceA, {}}, ChangeFilter{spaceA, Key("k")}}) {
        const auto first = desk.watch(filter);
        const auto second = desk.watch(filter);
        hub.remove(*first);
        QVERIFY(hub.isWatched(name));
        hub.remove(*second);
        QVERIFY(!hub.isWatched(name));
    }
    const auto key = desk.watch({spaceA, Key("k")});
    QVERIFY(!hub.isWatched({spaceA, Key("l")}));
    QVERIFY(!hub.isWatched({spaceB, Key("k")}));
    hub.remove(*key);
}

QTEST_APPLESS_MAIN(TestFeedHub)

#include "tst_feedhub.moc"
