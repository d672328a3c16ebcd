// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonview.h"
#include "core/webhooks/signature.h"
#include "tests/webhooks/dispatchfixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace std::chrono_literals;
using Way = Receiver::Way;

#define WAIT_FOR(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, dispatchPatience)
#define WAIT_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, dispatchPatience)

namespace {

const QByteArray typeField = "x-webhook-event";
const QByteArray idField = "x-webhook-delivery";

/// What came, by its record's field `n`: `1 2 3`.
QByteArray numbers(const Receiver& receiver)
{
    QByteArrayList found;
    for (const Receiver::Seen& seen : receiver.seen()) {
        const JsonText body = json(seen.body);
        const auto object = JsonView(body).member("data")->member("object");
        found << object->member("n").value_or(*object).raw().toByteArray();
    }
    return found.join(' ');
}

int numberOf(const Receiver::Seen& seen)
{
    const JsonText body = json(seen.body);
    return int(JsonView(body).member("data")->member("object")->member("n")->toInt64().value());
}

QByteArray numbered(int n)
{
    return "{\"n\":" + QByteArray::number(n) + '}';
}

} // namespace

class DispatcherTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void event_registered_isSentSignedAndWrittenDown();
    void noWebhook_writesCostNothing();
    void failure_isRetriedByTheSchedule();
    void failure_thenSuccess_isDelivered();
    void clockSetBack_retryComesAllTheSame();
    void firstAttempts_goOneAfterTheOther();
    void retry_holdsBackItsRecordOnly();
    void sendAgain_ofOneThatWaits_goesNow();
    void sendAgain_inVain_leavesTheSchedule();
    void webhooks_thatOthersBring_areDisabledAtOnce();
    void gone_disablesAndSendsNothingMore();
    void disabled_keepsWhatWaitsUntilItIsEnabled();
    void tooOld_disables_andEnabledAgainGivesThoseUp();
    void deleted_sendsNothingAndForgets();
    void deletedWhileAway_isForgottenAtTheStart();
    void urlChanged_nextAttemptGoesThere();
    void withoutSecret_isDisabled();
    void hangingReceivers_holdNobodyBack();
    void hangingFirstAttempt_doesNotHoldRetriesBack();
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

void DispatcherTest::failure_isRetriedByTheSchedule()
{
    Receiver receiver;
    receiver.status = 500;
    Receiver other;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::failure_thenSuccess_isDelivered()
{
    Receiver receiver;
    receiver.way = Way::ClosesAfterBody;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::clockSetBack_retryComesAllTheSame()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    receiver.status = 200;
    const Timestamp due = *fixture.waiting(webhook).front().nextAt;
    fixture.clock.setNow(fixture.clock.now() + -24h);
    WAIT_FOR((fixture.pass(1s), fixture.states(webhook) == "delivered"));
    QVERIFY(fixture.clock.now() < due);
}

void DispatcherTest::firstAttempts_goOneAfterTheOther()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::retry_holdsBackItsRecordOnly()
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

void DispatcherTest::sendAgain_ofOneThatWaits_goesNow()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::sendAgain_inVain_leavesTheSchedule()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::webhooks_thatOthersBring_areDisabledAtOnce()
{
    const auto name = [](const char* id) { return EntryName{endpointSpace(), Key(id)}; };
    const QByteArray fine = R"({"url":"http://127.0.0.1:9/","events":["*"]})";
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    VERIFY_OK(fixture.set(name("wh_before"), fine));
    fixture.start();
    VERIFY_OK(fixture.set(name("wh_after"), fine));
    VERIFY_OK(fixture.set(name("wh_odd"), R"({"url":"ftp://x"})"));
    WAIT_COMPARE(fixture.statusOf("wh_before"), "no_secret");
    WAIT_COMPARE(fixture.statusOf("wh_after"), "no_secret");
    WAIT_COMPARE(fixture.statusOf("wh_odd"), "invalid");
}

void DispatcherTest::gone_disablesAndSendsNothingMore()
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

void DispatcherTest::disabled_keepsWhatWaitsUntilItIsEnabled()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::tooOld_disables_andEnabledAgainGivesThoseUp()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::deleted_sendsNothingAndForgets()
{
    Receiver receiver;
    receiver.way = Way::Hangs;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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

void DispatcherTest::deletedWhileAway_isForgottenAtTheStart()
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

void DispatcherTest::urlChanged_nextAttemptGoesThere()
{
    Receiver former;
    former.status = 500;
    Receiver heir;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(former, R"("order.created")");
    fixture.order();
    WAIT_COMPARE(fixture.states(webhook), "retrying");
    QVERIFY(fixture.changed(webhook, R"({"url":")" + heir.url() + "\"}"));
    fixture.pass(10s);
    WAIT_COMPARE(fixture.states(webhook), "delivered");
    QCOMPARE(heir.seen().size(), 1);
    QCOMPARE(former.seen().size(), 1);
}

void DispatcherTest::withoutSecret_isDisabled()
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

void DispatcherTest::hangingFirstAttempt_doesNotHoldRetriesBack()
{
    Receiver receiver;
    receiver.status = 500;
    DispatchFixture fixture;
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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
    VERIFY_OK(fixture.open());
    fixture.start();
    const QByteArray webhook = fixture.webhookTo(receiver, R"("order.created")");
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
