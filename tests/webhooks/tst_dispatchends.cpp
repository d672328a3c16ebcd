// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks to which nothing more is sent: disabled, or gone.
#include "tests/webhooks/dispatchfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using Way = Receiver::Way;

class DispatchEndsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void webhooks_thatOthersBring_areDisabledAtOnce();
    void withoutSecret_isDisabled();
    void gone_disablesAndSendsNothingMore();
    void disabled_keepsWhatWaitsUntilItIsEnabled();
    void tooOld_disables_andEnabledAgainGivesThoseUp();
    void deleted_sendsNothingAndForgets();
    void deletedWhileAway_isForgottenAtTheStart();
};

void DispatchEndsTest::webhooks_thatOthersBring_areDisabledAtOnce()
{
    const auto name = [](const char* id) { return EntryName{endpointSpace(), Key(id)}; };
    const QByteArray fine = R"({"url":"http://127.0.0.1:9/","events":["*"]})";
    const QByteArray odd = R"({"url":"ftp://x"})";
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    VERIFY_OK(fixture.set(name("wh_before"), fine));
    fixture.start();
    VERIFY_OK(fixture.set(name("wh_after"), fine));
    VERIFY_OK(fixture.set(name("wh_odd"), odd));
    WAIT_COMPARE(fixture.statusOf("wh_before"), "no_secret");
    WAIT_COMPARE(fixture.statusOf("wh_after"), "no_secret");
    WAIT_COMPARE(fixture.statusOf("wh_odd"), "invalid");
}

void DispatchEndsTest::withoutSecret_isDisabled()
{
    Receiver receiver;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
    fixture.order();
    VERIFY_OK(fixture.remove({secretsSpace(), Key(webhook)}));
    fixture.start();
    WAIT_COMPARE(fixture.statusOf(webhook), "no_secret");
    QCOMPARE(fixture.states(webhook), "waiting");
    QCOMPARE(receiver.connections(), 0);
}

void DispatchEndsTest::gone_disablesAndSendsNothingMore()
{
    Receiver receiver;
    receiver.status = 410;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
    for (int n = 0; n < 3; ++n)
        fixture.order();
    fixture.start();
    WAIT_COMPARE(fixture.statusOf(webhook), "gone");
    fixture.dispatcher->stop();
    QCOMPARE(receiver.connections(), 1);
    QCOMPARE(fixture.states(webhook), "failed waiting waiting");
}

void DispatchEndsTest::disabled_keepsWhatWaitsUntilItIsEnabled()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order(numbered(1));
    fixture.order(numbered(2));
    WAIT_COMPARE(receiver.seen().size(), 1);
    QVERIFY(fixture.changed(webhook, R"({"status":"disabled"})"));
    receiver.answerAll(); // what is in hand is still written down
    WAIT_COMPARE(fixture.states(webhook), "delivered waiting");
    QVERIFY(fixture.changed(webhook, R"({"status":"enabled"})"));
    WAIT_COMPARE(fixture.states(webhook), "delivered delivered");
    QCOMPARE(numbers(receiver), "1 2");
}

void DispatchEndsTest::tooOld_disables_andEnabledAgainGivesThoseUp()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order(numbered(1));
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    fixture.pass(OutboxLimits::mostAge);
    WAIT_COMPARE(fixture.statusOf(webhook), "too_old");
    QCOMPARE(receiver.seen().size(), 2);
    QVERIFY(fixture.changed(webhook, R"({"status":"enabled"})"));
    WAIT_COMPARE(fixture.states(webhook), "abandoned");
    receiver.status = 200;
    fixture.order(numbered(2));
    WAIT_COMPARE(fixture.states(webhook), "abandoned delivered");
    QCOMPARE(fixture.statusOf(webhook), "enabled");
}

void DispatchEndsTest::deleted_sendsNothingAndForgets()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    for (int n = 0; n < 5; ++n)
        fixture.order();
    WAIT_COMPARE(receiver.seen().size(), 1);
    QVERIFY(fixture.write([&](Transaction& t) { return removeEndpoint(t, webhook); }));
    receiver.answerAll();
    WAIT_COMPARE(fixture.keysIn(outboxSpace(webhook)), 0);
    fixture.dispatcher->stop();
    QCOMPARE(fixture.keysIn(deliveriesSpace(webhook)), 0);
    QCOMPARE(receiver.connections(), 1);
}

void DispatchEndsTest::deletedWhileAway_isForgottenAtTheStart()
{
    Receiver receiver;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
    fixture.order();
    QVERIFY(fixture.write([&](Transaction& t) { return removeEndpoint(t, webhook); }));
    QCOMPARE(fixture.keysIn(outboxSpace(webhook)), 1);
    fixture.start();
    WAIT_COMPARE(fixture.keysIn(outboxSpace(webhook)), 0);
    QCOMPARE(receiver.connections(), 0);
}

QTEST_GUILESS_MAIN(DispatchEndsTest)
#include "tst_dispatchends.moc"
