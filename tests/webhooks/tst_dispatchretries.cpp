// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent again, when, and what that holds back.
#include "tests/webhooks/dispatchfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace std::chrono_literals;
using Way = Receiver::Way;

class DispatchRetriesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void failure_isRetriedByTheSchedule();
    void failure_thenSuccess_isDelivered();
    void clockSetBack_retryComesAllTheSame();
    void retry_holdsBackItsRecordOnly();
    void hangingFirstAttempt_doesNotHoldRetriesBack();
    void urlChanged_nextAttemptGoesThere();
    void sendAgain_ofOneThatWaits_goesNow();
    void sendAgain_inVain_leavesTheSchedule();
};

void DispatchRetriesTest::failure_isRetriedByTheSchedule()
{
    Receiver receiver;
    receiver.status = 500;
    Receiver other;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    const QByteArray otherWebhook = fixture.webhookTo(other, R"("conversation.started")");
    fixture.order();
    qsizetype count = 1;
    for (const Milliseconds delay :
         {10s + 0ms, 60s + 0ms, 300s + 0ms, 1800s + 0ms, 2h + 0ms, 6h + 0ms, 24h + 0ms}) {
        WAIT_COMPARE(fixture.waiting(webhook).front().tries, int(count));
        const Delivery waiting = fixture.waiting(webhook).front();
        QCOMPARE(nameOf(waiting.state), nameOf(DeliveryState::Retrying));
        QCOMPARE(waiting.nextAt->value(), (fixture.clock.now() + delay).value());
        fixture.pass(delay - 1ms);
        // When the other's comes, the dispatcher has looked.
        QVERIFY(fixture.write([&](Transaction& t) { return sendTest(t, otherWebhook); }));
        WAIT_COMPARE(other.seen().size(), count);
        QCOMPARE(receiver.seen().size(), count);
        fixture.pass(1ms);
        ++count;
        WAIT_COMPARE(receiver.seen().size(), count);
    }
    WAIT_COMPARE(fixture.states(webhook), "failed");
    const Delivery failed = fixture.all(webhook).front();
    QCOMPARE(failed.tries, 8);
    QCOMPARE(failed.attempts.size(), size_t(8));
    const QByteArrayList ids = receiver.all(idField);
    QCOMPARE(QSet<QByteArray>(ids.begin(), ids.end()).size(), 1);
    fixture.pass(48h);
    fixture.dispatcher->stop();
    QCOMPARE(receiver.connections(), 8);
    QCOMPARE(fixture.statusOf(webhook), "enabled");
}

void DispatchRetriesTest::failure_thenSuccess_isDelivered()
{
    Receiver receiver;
    receiver.way = Way::ClosesAfterBody;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    receiver.way = Way::Answers;
    fixture.pass(10s);
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    const Delivery delivery = fixture.all(webhook).front();
    QCOMPARE(delivery.attempts.size(), size_t(2));
    QCOMPARE(delivery.attempts[0].status, 0);
    QVERIFY(!delivery.attempts[0].error.isEmpty());
    QCOMPARE(delivery.attempts[1].status, 200);
}

void DispatchRetriesTest::clockSetBack_retryComesAllTheSame()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    receiver.status = 200;
    const Timestamp due = *fixture.waiting(webhook).front().nextAt;
    fixture.clock.setNow(fixture.clock.now() + -24h);
    WAIT_FOR((fixture.pass(1s), fixture.states(webhook) == "delivered"));
    QVERIFY(fixture.clock.now() < due);
}

void DispatchRetriesTest::retry_holdsBackItsRecordOnly()
{
    Receiver receiver;
    bool isBroken = true;
    receiver.decide = [&](const Receiver::Seen& seen) {
        return isBroken && numberOf(seen) == 1 ? 500 : 200;
    };
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver);
    const QByteArray first = fixture.order(numbered(1)); // order.created fails
    const QByteArray second = fixture.order(numbered(2));
    fixture.patchOrder(first, R"({"status":"shipped"})");
    fixture.patchOrder(second, R"({"status":"shipped"})");
    WAIT_COMPARE(fixture.states(webhook), "retrying delivered waiting delivered");
    QCOMPARE(numbers(receiver), "1 2 2");
    isBroken = false;
    fixture.pass(10s);
    WAIT_COMPARE(fixture.states(webhook), "delivered delivered delivered delivered");
    QCOMPARE(numbers(receiver), "1 2 2 1 1");
    QCOMPARE(
        receiver.all(typeField).join(' '),
        "order.created order.created order.shipped order.created order.shipped");
}

void DispatchRetriesTest::hangingFirstAttempt_doesNotHoldRetriesBack()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order(numbered(1));
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    receiver.way = Way::Hangs;
    fixture.order(numbered(2));
    WAIT_COMPARE(receiver.seen().size(), 2);
    receiver.way = Way::Answers;
    receiver.status = 200;
    fixture.pass(10s);
    WAIT_COMPARE(fixture.states(webhook), "delivered waiting");
    receiver.answerAll();
    WAIT_COMPARE(fixture.states(webhook), "delivered delivered");
}

void DispatchRetriesTest::urlChanged_nextAttemptGoesThere()
{
    Receiver former;
    former.status = 500;
    Receiver heir;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(former);
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    QVERIFY(fixture.changed(webhook, R"({"url":")" + heir.url() + "\"}"));
    fixture.pass(10s);
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    QCOMPARE(heir.seen().size(), 1);
    QCOMPARE(former.seen().size(), 1);
}

void DispatchRetriesTest::sendAgain_ofOneThatWaits_goesNow()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    receiver.status = 200;
    const QByteArray id = fixture.all(webhook).front().id;
    QVERIFY(fixture.write([&](Transaction& t) { return sendAgain(t, webhook, id); }));
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    // Of one that is done a new one, with the same event and bytes.
    QVERIFY(fixture.write([&](Transaction& t) { return sendAgain(t, webhook, id); }));
    WAIT_COMPARE(fixture.states(webhook), "delivered delivered");
    QCOMPARE(receiver.seen().size(), 3);
    QCOMPARE(receiver.seen()[2].body, receiver.seen()[0].body);
    QVERIFY(receiver.all(idField)[2] != id);
}

void DispatchRetriesTest::sendAgain_inVain_leavesTheSchedule()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    const Delivery before = fixture.all(webhook).front();
    for (int i = 1; i <= 9; ++i) {
        QVERIFY(fixture.write([&](Transaction& t) { return sendAgain(t, webhook, before.id); }));
        WAIT_COMPARE(fixture.all(webhook).front().tries, 1 + i);
    }
    const Delivery after = fixture.all(webhook).front();
    QVERIFY(after.state == DeliveryState::Retrying && after.nextAt == before.nextAt);
    fixture.pass(10s); // the schedule's second one
    WAIT_COMPARE(fixture.all(webhook).front().tries, 11);
    const auto next = fixture.all(webhook).front().nextAt;
    QVERIFY(next >= *before.nextAt + 1min && next < *before.nextAt + 2min);
    QCOMPARE(receiver.seen().size(), 11);
}

QTEST_GUILESS_MAIN(DispatchRetriesTest)
#include "tst_dispatchretries.moc"
