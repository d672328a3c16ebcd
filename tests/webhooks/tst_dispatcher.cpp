// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/signature.h"
#include "tests/webhooks/dispatchfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace std::chrono_literals;
using Way = Receiver::Way;

class DispatcherTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void event_registered_isSentSignedAndWrittenDown();
    void noWebhook_writesCostNothing();
    void firstAttempts_goOneAfterTheOther();
    void hangingReceivers_holdNobodyBack();
    void backlog_isSentInOrderAtTheStart();
    void endUnderWay_sendsAgainOnceMore();
    void stop_waitsForWhatIsInHand();
    void largeBody_isSentWhole();
    void attempts_holdNoSecret();
};

void DispatcherTest::event_registered_isSentSignedAndWrittenDown()
{
    Receiver receiver;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    auto made = fixture.registered(
        R"({"url":")" + receiver.url() + R"(","events":["order.created","order.shipped"]})");
    QVERIFY(made);
    const QByteArray webhook = made->record.id;
    fixture.clock.advance(1s);
    const QByteArray order = fixture.order(R"({"status":"shipped","total":1.10,"1":"caf\u00e9"})");

    WAIT_COMPARE(fixture.states(webhook), "delivered delivered");
    QCOMPARE(receiver.all(typeField).join(' '), "order.created order.shipped");
    for (const Receiver::Seen& seen : receiver.seen()) {
        QVERIFY(verify(made->secret, seen.body, seen.fields.value("x-stateset-signature")));
        QVERIFY(seen.body.contains("\"data\":{\"object\":{\"1\":\"caf\xc3\xa9\""));
        QVERIFY(seen.body.contains(order));
        QCOMPARE(seen.fields.value("x-webhook-id"), webhook);
    }
    const auto deliveries = fixture.all(webhook);
    QCOMPARE(receiver.all(idField), (QByteArrayList{deliveries[0].id, deliveries[1].id}));
    QCOMPARE(deliveries[0].tries, 1);
    QCOMPARE(deliveries[0].attempts.size(), size_t(1));
    const Attempt& attempt = deliveries[0].attempts.front();
    QCOMPARE(attempt.status, 200);
    QCOMPARE(attempt.response, "ok");
    QCOMPARE(attempt.at.value(), fixture.clock.now().value());
    QVERIFY(!attempt.requestHeaders.empty());
    QVERIFY(!deliveries[0].nextAt);
    QVERIFY(fixture.waiting(webhook).empty());
}

void DispatcherTest::noWebhook_writesCostNothing()
{
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const auto before = fixture.store().counters();
    for (int i = 0; i < 100; ++i)
        fixture.order();
    fixture.dispatcher->look();
    fixture.dispatcher->stop();
    QCOMPARE(fixture.store().counters().transactions, before.transactions + 100);
    QVERIFY(!fixture.store().feed().isWatched(entryName("business/orders", "ord_1")));
}

void DispatcherTest::firstAttempts_goOneAfterTheOther()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    for (int n = 1; n <= 30; ++n)
        fixture.order(numbered(n));
    WAIT_COMPARE(receiver.seen().size(), 1);
    QCOMPARE(receiver.open(), 1);
    int together = 0;
    receiver.decide = [&](const Receiver::Seen&) {
        together = std::max(together, receiver.open());
        return 200;
    };
    receiver.answerAll();
    WAIT_COMPARE(fixture.keysIn(deliveriesSpace(webhook)), 30);
    QByteArrayList expected;
    for (int n = 1; n <= 30; ++n)
        expected << QByteArray::number(n);
    QCOMPARE(numbers(receiver), expected.join(' '));
    QCOMPARE(together, 1);
}

void DispatcherTest::hangingReceivers_holdNobodyBack()
{
    constexpr int hanging = 20; // more than any limit of connections to a host
    std::vector<std::unique_ptr<Receiver>> receivers;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    for (int i = 0; i < hanging; ++i) {
        receivers.push_back(std::make_unique<Receiver>());
        receivers.back()->way = i % 2 == 0 ? Way::Hangs : Way::Trickles;
        receivers.back()->body = QByteArray(1'000'000, 'x');
        fixture.webhookTo(*receivers.back(), R"("order.created")");
    }
    Receiver good;
    const QByteArray webhook = fixture.webhookTo(good, R"("order.created")");
    QElapsedTimer timer;
    timer.start();
    for (int n = 0; n < 50; ++n)
        fixture.order(numbered(n));
    WAIT_COMPARE(fixture.keysIn(deliveriesSpace(webhook)), 50);
    // None of the others has come to its end: they have ten seconds each.
    if (timer.elapsed() < 9'000) {
        for (const auto& receiver : receivers)
            QVERIFY(receiver->connections() <= 1);
    }
    QCOMPARE(good.seen().size(), 50);
}

void DispatcherTest::backlog_isSentInOrderAtTheStart()
{
    Receiver receiver;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
    constexpr int count = 250; // more than a slice of the scan
    for (int n = 0; n < count; ++n)
        fixture.order(numbered(n));
    fixture.start();
    fixture.order(numbered(count)); // what comes meanwhile comes last
    WAIT_COMPARE(fixture.keysIn(deliveriesSpace(webhook)), count + 1);
    for (int n = 0; n <= count; ++n)
        QCOMPARE(numberOf(receiver.seen()[n]), n);
}

void DispatcherTest::endUnderWay_sendsAgainOnceMore()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order();
    WAIT_COMPARE(receiver.seen().size(), 1);
    fixture.dispatcher.reset(); // sent, but nothing written down
    QCOMPARE(fixture.states(webhook), "waiting");
    VERIFY_OK(fixture.reopen());
    receiver.answerAll();
    fixture.start();
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    QCOMPARE(receiver.all(idField).size(), 2);
    QCOMPARE(receiver.all(idField)[0], receiver.all(idField)[1]);
    QCOMPARE(fixture.all(webhook).front().tries, 1);
}

void DispatcherTest::stop_waitsForWhatIsInHand()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    fixture.order();
    fixture.order();
    WAIT_COMPARE(receiver.seen().size(), 1);
    // The receiver is of this thread, which stop() holds: its answer is on the way already.
    WriterBlock writer(fixture.store());
    receiver.answerAll();
    WAIT_COMPARE(receiver.open(), 0);
    const auto releaser = std::unique_ptr<QThread>(QThread::create([&] { writer.release(); }));
    releaser->start();
    fixture.dispatcher->stop(Milliseconds(dispatchPatience));
    releaser->wait();
    QCOMPARE(fixture.states(webhook), "delivered waiting");
}

void DispatcherTest::largeBody_isSentWhole()
{
    Receiver receiver;
    DispatchFixture fixture;
    const QByteArray webhook = fixture.startFor(receiver);
    const QByteArray note(3'000'000, 'x');
    fixture.order(R"({"note":")" + note + "\"}");
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    QVERIFY(receiver.seen().first().body.contains(note));
}

void DispatcherTest::attempts_holdNoSecret()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    auto made =
        fixture.registered(R"({"url":")" + receiver.url() + R"(","events":["order.created"]})");
    QVERIFY(made);
    fixture.order();
    WAIT_COMPARE(fixture.states(made->record.id), "retrying");
    const auto stored = fixture.reader().page(outboxSpace(made->record.id), {}).value();
    const QByteArray row = stored.entries.front().value.bytes();
    QVERIFY(row.contains("x-stateset-signature"));
    QVERIFY(!row.contains("whsec_"));
    QVERIFY(!row.contains(made->secret.sliced(6)));
}

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_dispatcher.moc"
