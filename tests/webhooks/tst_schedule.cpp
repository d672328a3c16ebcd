// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/schedule.h"

#include <QTest>

using namespace stateroom;
using namespace stateroom::webhooks;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp start(1'700'000'000'000);

Turn turn(const QByteArray& id, const QByteArray& record, std::optional<Milliseconds> in = {})
{
    Turn made;
    made.id = id;
    made.record = record;
    made.queuedAt = start;
    if (in)
        made.setNextAt(start + *in, start, 0ms);
    return made;
}

Attempt answered(int status)
{
    Attempt attempt;
    attempt.status = status;
    return attempt;
}

/// All that go at their turn, in order, each being done at once.
QByteArrayList inOrder(Schedule schedule)
{
    QByteArrayList ids;
    for (QByteArray id = schedule.nextInOrder(); !id.isEmpty(); id = schedule.nextInOrder()) {
        ids << id;
        schedule.remove(id);
    }
    return ids;
}

} // namespace

class ScheduleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rulingOf_failures_followsTheSchedule();
    void rulingOf_answers_decide_data();
    void rulingOf_answers_decide();
    void rulingOf_oldQueue_disables();
    void rulingOfAsked_inVain_keepsTheSchedule();
    void turnOf_delivery_keepsToItsRecordUnlessAsked();
    void nextInOrder_several_goesByIds();
    void nextInOrder_retryOfTheSameRecord_holdsBackThatRecordOnly();
    void nextInOrder_inHand_waits();
    void nextInOrder_earlierOneComesLater_goesFirst();
    void nextDue_times_goByTheClock();
    void nextDue_clockSetBack_waitsNoLonger();
    void put_again_movesIt();
    void manyPuts_stayCheap();
};

void ScheduleTest::rulingOf_failures_followsTheSchedule()
{
    const std::vector<Milliseconds> expected{10s, 1min, 5min, 30min, 2h, 6h, 24h};
    for (int tries = 1; tries <= 7; ++tries) {
        const Ruling ruling = rulingOf(answered(500), tries, start, start);
        QVERIFY(ruling.verdict.state == DeliveryState::Retrying);
        QCOMPARE(ruling.verdict.nextAt->value(), (start + expected[size_t(tries) - 1]).value());
        QVERIFY(!ruling.disables);
    }
    const Ruling last = rulingOf(answered(500), 8, start, start);
    QVERIFY(last.verdict.state == DeliveryState::Failed);
    QVERIFY(!last.verdict.nextAt);
    QVERIFY(!retryDelay(0));
    QVERIFY(!retryDelay(8));
}

void ScheduleTest::rulingOf_answers_decide_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("state");
    const auto add = [](DeliveryState state, std::initializer_list<int> statuses) {
        for (const int status : statuses)
            QTest::addRow("%d", status) << status << int(state);
    };
    add(DeliveryState::Delivered, {200, 201, 204, 299});
    add(DeliveryState::Retrying, {0, 199, 300, 301, 302, 400, 401, 404, 409, 411, 429, 500, 503});
    add(DeliveryState::Failed, {410});
}

void ScheduleTest::rulingOf_answers_decide()
{
    QFETCH(int, status);
    QFETCH(int, state);
    const Ruling ruling = rulingOf(answered(status), 1, start, start);
    QCOMPARE(int(ruling.verdict.state), state);
    QCOMPARE(ruling.disables == DisabledReason::Gone, status == 410);
}

void ScheduleTest::rulingOfAsked_inVain_keepsTheSchedule()
{
    const Timestamp planned = start + 2h;
    const Ruling vain = rulingOfAsked(answered(500), planned, start, start);
    QVERIFY(vain.verdict.state == DeliveryState::Retrying && vain.verdict.nextAt == planned);
    QVERIFY(!rulingOfAsked(answered(500), {}, start, start).verdict.nextAt); // its turn
    const Ruling done = rulingOfAsked(answered(200), planned, start, start);
    QVERIFY(done.verdict.state == DeliveryState::Delivered && !done.verdict.nextAt);
    QVERIFY(rulingOfAsked(answered(410), planned, start, start).disables == DisabledReason::Gone);
    QVERIFY(
        rulingOfAsked(answered(500), planned, start, start + 168h).disables ==
        DisabledReason::TooOld);
}

void ScheduleTest::rulingOf_oldQueue_disables()
{
    const auto week = OutboxLimits::mostAge;
    QVERIFY(!rulingOf(answered(500), 1, start, start + (week - 1ms)).disables);
    QVERIFY(rulingOf(answered(500), 1, start, start + week).disables == DisabledReason::TooOld);
    QVERIFY(rulingOf(answered(500), 8, start, start + week).disables == DisabledReason::TooOld);
    QVERIFY(!rulingOf(answered(200), 1, start, start + week).disables);
}

void ScheduleTest::turnOf_delivery_keepsToItsRecordUnlessAsked()
{
    Delivery delivery;
    delivery.id = "dlv_1";
    delivery.resource = "orders";
    delivery.record = "ord_1";
    QCOMPARE(Turn::of(delivery, start, 0ms).record, "orders/ord_1");
    delivery.isTest = true;
    QCOMPARE(Turn::of(delivery, start, 0ms).record, "dlv_1");
    delivery.isTest = false;
    delivery.againOf = "dlv_0";
    QCOMPARE(Turn::of(delivery, start, 0ms).record, "dlv_1");
}

void ScheduleTest::nextInOrder_several_goesByIds()
{
    Schedule schedule;
    for (const char* id : {"c", "a", "d", "b"})
        schedule.put(turn(id, "r"));
    QCOMPARE(inOrder(schedule).join(' '), "a b c d");
    QCOMPARE(schedule.size(), 4);
    schedule.clear();
    QCOMPARE(schedule.nextInOrder(), QByteArray());
}

void ScheduleTest::nextInOrder_retryOfTheSameRecord_holdsBackThatRecordOnly()
{
    Schedule schedule;
    schedule.put(turn("a", "r", 10s));
    schedule.put(turn("b", "r"));
    schedule.put(turn("c", "s"));
    schedule.put(turn("d", "r"));
    QCOMPARE(inOrder(schedule).join(' '), "c");
    schedule.remove("a");
    QCOMPARE(inOrder(schedule).join(' '), "b c d");
    schedule.put(turn("b", "r", 10s)); // fails in its turn
    QCOMPARE(inOrder(schedule).join(' '), "c");
    schedule.remove("b");
    QCOMPARE(inOrder(schedule).join(' '), "c d");
}

void ScheduleTest::nextInOrder_inHand_waits()
{
    Schedule schedule;
    schedule.put(turn("a", "r"));
    schedule.put(turn("b", "r"));
    schedule.put(turn("c", "s"));
    schedule.setInHand("a", true);
    QCOMPARE(inOrder(schedule).join(' '), "c");
    schedule.put(turn("a", "r")); // late news
    QCOMPARE(inOrder(schedule).join(' '), "c");
    schedule.setInHand("a", false);
    QCOMPARE(inOrder(schedule).join(' '), "a b c");
    schedule.put(turn("a", "r", 1s));
    schedule.setInHand("a", true);
    QCOMPARE(schedule.nextDue(start + 1h, 1h), QByteArray());
    QVERIFY(!schedule.wait(start, 0ms));
    schedule.setInHand("unknown", true);
    schedule.remove("a");
    QCOMPARE(inOrder(schedule).join(' '), "b c");
}

void ScheduleTest::nextInOrder_earlierOneComesLater_goesFirst()
{
    Schedule schedule;
    schedule.put(turn("b", "r"));
    schedule.put(turn("a", "r", 10s));
    QCOMPARE(schedule.nextInOrder(), QByteArray());
    schedule.remove("a");
    QCOMPARE(schedule.nextInOrder(), "b");
}

void ScheduleTest::nextDue_times_goByTheClock()
{
    Schedule schedule;
    QVERIFY(!schedule.wait(start, 0ms));
    schedule.put(turn("a", "r", 10s));
    schedule.put(turn("b", "s", 5s));
    QCOMPARE(schedule.nextDue(start + 4999ms, 4999ms), QByteArray());
    QCOMPARE(schedule.wait(start + 4s, 4s)->count(), 1000);
    QCOMPARE(schedule.nextDue(start + 5s, 5s), "b");
    QCOMPARE(schedule.wait(start + 6s, 6s)->count(), 0);
    schedule.remove("b");
    QCOMPARE(schedule.nextDue(start + 6s, 6s), QByteArray());
    QCOMPARE(schedule.nextDue(start + 10s, 0ms), "a"); // a clock set forward, or a sleep
    QCOMPARE(schedule.oldest()->value(), start.value());
}

void ScheduleTest::nextDue_clockSetBack_waitsNoLonger()
{
    Schedule schedule;
    schedule.put(turn("a", "r", 10s));
    const Timestamp back = start + -1h;
    QCOMPARE(schedule.nextDue(back, 9999ms), QByteArray());
    QCOMPARE(schedule.wait(back, 9s)->count(), 1000);
    QCOMPARE(schedule.nextDue(back, 10s), "a");
    schedule.put(turn("a", "r", 10s)); // told again: still the first reckoning
    QCOMPARE(schedule.nextDue(back, 10s), "a");
}

void ScheduleTest::put_again_movesIt()
{
    Schedule schedule;
    schedule.put(turn("a", "r"));
    schedule.put(turn("a", "r", 10s));
    QCOMPARE(schedule.nextInOrder(), QByteArray());
    schedule.put(turn("a", "r", 0s)); // send now
    QCOMPARE(schedule.nextDue(start, 0ms), "a");
    schedule.put(turn("a", "r", 20s));
    QCOMPARE(schedule.nextDue(start + 19s, 19s), QByteArray());
    QCOMPARE(schedule.size(), 1);
    schedule.remove("a");
    schedule.remove("a");
    QCOMPARE(schedule.size(), 0);
    QVERIFY(!schedule.oldest());
}

void ScheduleTest::manyPuts_stayCheap()
{
    // A full queue of one record: a search through all for each would be 10^8 steps.
    Schedule schedule;
    const auto count = int(OutboxLimits::mostWaiting);
    for (int i = 0; i < count; ++i)
        schedule.put(turn("dlv_" + QByteArray::number(i).rightJustified(5, '0'), "r"));
    QByteArray last;
    for (int i = 0; i < count; ++i) {
        const QByteArray id = schedule.nextInOrder();
        QVERIFY(last < id);
        schedule.setInHand(id, true);
        schedule.remove(id);
        last = id;
    }
    QCOMPARE(schedule.size(), 0);
}

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
