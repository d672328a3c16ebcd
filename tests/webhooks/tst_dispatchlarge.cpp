// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/signature.h"
#include "tests/webhooks/dispatchfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace std::chrono_literals;
using Way = Receiver::Way;

/// Bodies that are read and signed elsewhere, some at a time.
class DispatchLargeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largeBodies_waitForTheirTurn_smallOnesPass();
    void largeBodies_thatHaveGoneOut_holdUpNobody();
    void largeBody_secretChangedMeanwhile_isSignedByTheNewOne();
    void stop_largeBodyThatWaits_isLeft();
};

void DispatchLargeTest::largeBodies_waitForTheirTurn_smallOnesPass()
{
    Receiver hanging;
    hanging.way = Way::NeverReads;
    Receiver answering;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start({.timeout = 120s});
    const QByteArray first = fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(15'000'000, 'x') + "\"}");
    WAIT_COMPARE(hanging.connections(), 1);
    const QByteArray second = fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(15'000'000, 'y') + "\"}");
    WAIT_COMPARE(hanging.connections(), 2);

    const QByteArray third = fixture.webhookTo(answering, R"("order.created")");
    const QByteArray large = fixture.order(R"({"note":")" + QByteArray(5'000'000, 'z') + "\"}");
    const QByteArray fourth = fixture.webhookTo(answering, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(20'000, 'z') + "\"}");
    WAIT_COMPARE(fixture.states(fourth), "delivered");
    QCOMPARE(fixture.states(third), "waiting waiting");
    QCOMPARE(answering.seen().size(), 1);
    hanging.answerAll();
    WAIT_COMPARE(fixture.states(third), "delivered delivered");
    QVERIFY(answering.seen().at(1).body.contains(large));
    WAIT_COMPARE(fixture.states(first), "delivered delivered delivered delivered");
    WAIT_COMPARE(fixture.states(second), "delivered delivered delivered");
}

void DispatchLargeTest::largeBodies_thatHaveGoneOut_holdUpNobody()
{
    Receiver hanging; // reads all, and does not answer
    hanging.way = Way::Hangs;
    Receiver answering;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start({.timeout = 120s});
    const QByteArray first = fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(15'000'000, 'x') + "\"}");
    WAIT_COMPARE(hanging.seen().size(), 1);
    const QByteArray second = fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(15'000'000, 'y') + "\"}");
    WAIT_COMPARE(hanging.seen().size(), 2);
    const QByteArray third = fixture.webhookTo(answering, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(15'000'000, 'z') + "\"}");
    WAIT_COMPARE(fixture.states(third), "delivered");
    QCOMPARE(fixture.states(first), "waiting waiting waiting");
    hanging.answerAll();
    WAIT_COMPARE(fixture.states(first), "delivered delivered delivered");
    WAIT_COMPARE(fixture.states(second), "delivered delivered");
}

void DispatchLargeTest::largeBody_secretChangedMeanwhile_isSignedByTheNewOne()
{
    Receiver hanging;
    hanging.way = Way::NeverReads;
    Receiver receiver;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start({.timeout = 120s});
    fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(16'000'000, 'x') + "\"}");
    WAIT_COMPARE(hanging.connections(), 1);
    fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(16'000'000, 'y') + "\"}");
    WAIT_COMPARE(hanging.connections(), 2);
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
    const QByteArray small = fixture.webhookTo(receiver, R"("order.shipped")");
    fixture.order(R"({"note":")" + QByteArray(5'000'000, 'z') + "\"}");
    // What is sent by another shows that the large one has been begun.
    QVERIFY(fixture.write([&](Transaction& t) { return sendTest(t, small); }));
    WAIT_COMPARE(fixture.states(small), "delivered");
    const auto renewed = fixture.write([&](Transaction& t) { return renewSecret(t, webhook); });
    QVERIFY(renewed);
    hanging.answerAll();
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    const Receiver::Seen& seen = receiver.seen().at(1);
    QVERIFY(verify(renewed->secret, seen.body, seen.fields.value("x-stateset-signature")));
}

void DispatchLargeTest::stop_largeBodyThatWaits_isLeft()
{
    Receiver hanging;
    hanging.way = Way::NeverReads;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start({.timeout = 120s});
    fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(16'000'000, 'x') + "\"}");
    WAIT_COMPARE(hanging.connections(), 1);
    const QByteArray webhook = fixture.webhookTo(hanging, R"("order.created")");
    fixture.webhookTo(hanging, R"("order.created")");
    fixture.order(R"({"note":")" + QByteArray(16'000'000, 'y') + "\"}");
    fixture.order(R"({"note":")" + QByteArray(16'000'000, 'z') + "\"}");
    fixture.dispatcher->stop(0ms);
    QCOMPARE(fixture.states(webhook), "waiting waiting");
}

QTEST_GUILESS_MAIN(DispatchLargeTest)
#include "tst_dispatchlarge.moc"
