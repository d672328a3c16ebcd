// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonview.h"
#include "core/webhooks/bodies.h"
#include "tests/webhooks/outboxfixture.h"

#include <QSet>

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

using Fixture = OutboxFixture;

class OutboxTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publish_change_queuesItsEventsForWhoWantsThem();
    void publish_madeAsShipped_isTwoEvents();
    void publish_disabledWebhook_getsNothing();
    void publish_body_isWhatRestShows();
    void publish_bodyThatJavaScriptCannotKeep_isRewritten();
    void publish_many_idsAscendAndDiffer();
    void publish_transactionThatFails_queuesNothing();
    void attempt_retry_staysWithItsTime();
    void attempt_done_movesToTheLog();
    void attempt_many_keepsTheNewest();
    void attempt_ofWhatIsGone_writesNothing();
    void log_many_keepsTheNewest();
    void again_done_isANewDeliveryOfTheSameEvent();
    void again_open_isSentNow();
    void again_open_leavesTheSchedule();
    void again_whatIsDue_isNotAsked();
    void again_whatCannotBe_isRefused();
    void test_webhook_isQueued();
    void abandon_open_movesToTheLog();
    void forget_deletedWebhook_leavesNothing();
    void forget_webhookThatExists_doesNothing();
};

void OutboxTest::publish_change_queuesItsEventsForWhoWantsThem()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray all = fixture.webhook();
    const QByteArray shipped = fixture.webhook(R"("order.shipped")");
    const QByteArray returns = fixture.webhook(R"("return.requested","return.approved")");
    const QByteArray order = fixture.order();
    fixture.patchOrder(order, R"({"note":1})");
    fixture.patchOrder(order, R"({"status":"shipped"})");
    fixture.patchOrder(order, R"({"status":"shipped"})");
    QCOMPARE(fixture.waitingTypes(all), QByteArray("order.created order.shipped"));
    QCOMPARE(fixture.waitingTypes(shipped), QByteArray("order.shipped"));
    QCOMPARE(fixture.waitingTypes(returns), QByteArray());
    const Delivery mine = fixture.waiting(shipped).front();
    const Delivery theirs = fixture.waiting(all).back();
    QCOMPARE(mine.eventId, theirs.eventId); // one event, whoever gets it
    QCOMPARE(mine.body, theirs.body);
    QCOMPARE(mine.record, order);
    QCOMPARE(mine.resource, QByteArray("orders"));
    QVERIFY(mine.state == DeliveryState::Waiting && !mine.nextAt && !mine.isTest);
}

void OutboxTest::publish_madeAsShipped_isTwoEvents()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order(R"({"status":"shipped"})");
    QCOMPARE(fixture.waitingTypes(webhook), QByteArray("order.created order.shipped"));
    const auto both = fixture.waiting(webhook);
    QVERIFY(both[0].eventId != both[1].eventId);
}

void OutboxTest::publish_disabledWebhook_getsNothing()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    VERIFY_OK(fixture.changed(webhook, R"({"status":"disabled"})"));
    fixture.order();
    QCOMPARE(fixture.waiting(webhook).size(), size_t(1)); // what waited stays
    VERIFY_OK(fixture.changed(webhook, R"({"status":"enabled"})"));
    fixture.order();
    QCOMPARE(fixture.waiting(webhook).size(), size_t(2));
}

void OutboxTest::publish_body_isWhatRestShows()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const QByteArray order = fixture.order(R"({"total":25.5,"note":"é"})");
    const Delivery delivery = fixture.waiting(webhook).front();
    const auto record = readRecord(fixture.reader(), fixture.resource("orders"), order).value();
    QCOMPARE(
        *delivery.body, R"({"id":")" + delivery.eventId +
                            R"(","type":"order.created","created":1700000000,"data":{"object":)" +
                            record->value.bytes() + "}}");
    QVERIFY(!delivery.rewritten);
    QVERIFY(delivery.eventId.startsWith("evt_") && delivery.eventId.size() == 24);
    QVERIFY(delivery.id.startsWith("dlv_") && delivery.id.size() == 24);
}

void OutboxTest::publish_bodyThatJavaScriptCannotKeep_isRewritten()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order(R"({"total":25.50,"big":1e400})");
    const Delivery delivery = fixture.waiting(webhook).front();
    QVERIFY(delivery.rewritten);
    QVERIFY(delivery.body->contains(R"("total":25.5,"big":null)"));
}

void OutboxTest::publish_many_idsAscendAndDiffer()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const Resource& orders = fixture.resource("orders");
    for (int round = 0; round < 20; ++round) {
        VERIFY_OK(fixture.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
            for (int i = 0; i < 10; ++i) {
                auto made = createRecord(t, orders, json(R"({"status":"shipped"})"));
                if (auto published = publish(t, orders, *made); !published)
                    return failureOf(published);
            }
            return {};
        }));
        fixture.deliver(webhook);
    }
    auto page = readDeliveries(fixture.reader(), webhook, 1000).value();
    QCOMPARE(page.deliveries.size(), size_t(400));
    QSet<QByteArray> events;
    QByteArray created; // of the newest first: shipped, then created of the same order
    for (size_t i = 0; i < page.deliveries.size(); i += 2) {
        QCOMPARE(page.deliveries[i].type, QByteArray("order.shipped"));
        QCOMPARE(page.deliveries[i + 1].type, QByteArray("order.created"));
        QCOMPARE(page.deliveries[i].record, page.deliveries[i + 1].record);
        QVERIFY(created.isEmpty() || page.deliveries[i].record < created);
        created = page.deliveries[i].record;
        events << page.deliveries[i].eventId << page.deliveries[i + 1].eventId;
    }
    QCOMPARE(events.size(), 400);
}

void OutboxTest::publish_transactionThatFails_queuesNothing()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const Resource& orders = fixture.resource("orders");
    const auto failed = fixture.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        auto made = createRecord(t, orders, json("{}"));
        if (auto published = publish(t, orders, *made); !published || *published != 1)
            return {};
        return fail(ErrorCode::Conflict, u"no"_s);
    });
    VERIFY_FAILED(failed, ErrorCode::Conflict);
    QCOMPARE(fixture.waitingTypes(webhook), QByteArray());
}

void OutboxTest::attempt_retry_staysWithItsTime()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const Delivery before = fixture.waiting(webhook).front();
    QVERIFY(fixture.attempted(webhook, before.id, 503, {DeliveryState::Retrying, Timestamp(77)}));
    const Delivery after = fixture.waiting(webhook).front();
    QVERIFY(after.state == DeliveryState::Retrying);
    QVERIFY(after.nextAt == Timestamp(77));
    QCOMPARE(after.tries, 1);
    QCOMPARE(after.attempts.front().status, 503);
    QCOMPARE(after.body, before.body);
}

void OutboxTest::attempt_done_movesToTheLog()
{
    for (const auto state : {DeliveryState::Delivered, DeliveryState::Failed}) {
        Fixture fixture;
        VERIFY_OK(fixture.open());
        const QByteArray webhook = fixture.webhook();
        fixture.order();
        const QByteArray id = fixture.waiting(webhook).front().id;
        QVERIFY(fixture.attempted(webhook, id, 500, {DeliveryState::Retrying, Timestamp(77)}));
        QVERIFY(fixture.attempted(webhook, id, 200, {state}));
        QVERIFY(fixture.waiting(webhook).empty());
        const auto done = fixture.done(webhook);
        QCOMPARE(done.size(), size_t(1));
        QVERIFY(done[0].state == state && !done[0].nextAt);
        QCOMPARE(done[0].attempts.size(), size_t(2));
        QVERIFY(!fixture.attempted(webhook, id, 200, {DeliveryState::Delivered}));
    }
}

void OutboxTest::attempt_many_keepsTheNewest()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    for (int i = 1; i <= 25; ++i)
        QVERIFY(fixture.attempted(webhook, id, i, {DeliveryState::Retrying, Timestamp(77)}));
    const Delivery delivery = fixture.waiting(webhook).front();
    QCOMPARE(delivery.tries, 25);
    QCOMPARE(delivery.attempts.size(), size_t(Delivery::mostAttempts));
    QCOMPARE(delivery.attempts.front().status, 6);
    QCOMPARE(delivery.attempts.back().status, 25);
}

void OutboxTest::attempt_ofWhatIsGone_writesNothing()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    VERIFY_OK(fixture.write([&](Transaction& t) { return removeEndpoint(t, webhook); }));
    fixture.forgetAll(webhook);
    const Seq before = fixture.position().last;
    QVERIFY(!fixture.attempted(webhook, id, 200, {DeliveryState::Delivered}));
    QCOMPARE(fixture.position().last.value(), before.value());
}

void OutboxTest::log_many_keepsTheNewest()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    VERIFY_OK(fixture.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        for (qint64 i = 0; i < OutboxLimits::mostDone + 30; ++i) {
            const Key key("dlv_0" + QByteArray::number(100000 + i));
            if (auto set = t.set({deliveriesSpace(webhook), key}, JsonText()); !set)
                return failureOf(set);
        }
        return {};
    }));
    fixture.order();
    fixture.deliver(webhook);
    QCOMPARE(fixture.keys(deliveriesSpace(webhook)), OutboxLimits::mostDone);
    fixture.order();
    fixture.deliver(webhook);
    QCOMPARE(fixture.keys(deliveriesSpace(webhook)), OutboxLimits::mostDone);
    QVERIFY(!fixture.reader().value({deliveriesSpace(webhook), Key("dlv_0100031")}).value());
    QVERIFY(fixture.reader().value({deliveriesSpace(webhook), Key("dlv_0100032")}).value());
}

void OutboxTest::again_done_isANewDeliveryOfTheSameEvent()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const QByteArray order = fixture.order();
    fixture.deliver(webhook);
    fixture.patchOrder(order, R"({"status":"cancelled"})"); // what is sent is what happened then
    const Delivery before = fixture.done(webhook).front();
    const auto again = fixture.again(webhook, before.id);
    VERIFY_OK(again);
    const auto waiting = fixture.waiting(webhook);
    QCOMPARE(waiting.size(), size_t(1));
    QVERIFY(waiting[0] == *again);
    QCOMPARE(again->againOf, before.id);
    QVERIFY(again->id > before.id);
    QCOMPARE(again->eventId, before.eventId);
    QCOMPARE(again->body, before.body);
    QVERIFY(again->state == DeliveryState::Waiting && again->attempts.empty() && !again->tries);
    QCOMPARE(fixture.done(webhook).size(), size_t(1));
}

void OutboxTest::again_open_isSentNow()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    QVERIFY(fixture.attempted(
        webhook, id, 500, {DeliveryState::Retrying, Timestamp(1) + std::chrono::hours(9000)}));
    fixture.clock.advance(Milliseconds(5000));
    const auto again = fixture.again(webhook, id);
    VERIFY_OK(again);
    QCOMPARE(again->id, id);
    QVERIFY(fixture.waiting(webhook).front().nextAt == fixture.clock.now());
    QCOMPARE(fixture.waiting(webhook).front().tries, 1);
    QCOMPARE(fixture.waiting(webhook).size(), size_t(1));
}

void OutboxTest::again_open_leavesTheSchedule()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    const Timestamp planned = fixture.store().now() + std::chrono::hours(1);
    QVERIFY(fixture.attempted(webhook, id, 503, {DeliveryState::Retrying, planned}));
    for (int i = 0; i < 2; ++i) { // asking twice is asking once
        VERIFY_OK(fixture.again(webhook, id));
        const Delivery asked = fixture.waiting(webhook).front();
        QVERIFY(asked.isAsked && asked.plannedAt == planned);
        QVERIFY(*asked.nextAt <= fixture.store().now());
    }
    const auto recorded = fixture.store().transactAndWait({}, [&](Transaction& t) {
        Attempt attempt;
        attempt.status = 503;
        attempt.isAsked = true;
        return recordAttempt(t, webhook, id, attempt, {DeliveryState::Retrying, planned});
    });
    VERIFY_OK(recorded);
    const Delivery after = fixture.waiting(webhook).front();
    QVERIFY(!after.isAsked && !after.plannedAt && after.nextAt == planned);
    QCOMPARE(after.tries, 2);
    QCOMPARE(after.askedTries, 1);
    QVERIFY(!after.attempts[0].isAsked && after.attempts[1].isAsked);
}

void OutboxTest::again_whatIsDue_isNotAsked()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    QVERIFY(fixture.attempted(webhook, id, 503, {DeliveryState::Retrying, Timestamp(77)}));
    VERIFY_OK(fixture.again(webhook, id));
    const Delivery after = fixture.waiting(webhook).front();
    QVERIFY(!after.isAsked && !after.plannedAt);
    QCOMPARE(after.askedTries, 0);
}

void OutboxTest::again_whatCannotBe_isRefused()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    QCOMPARE(errorText(fixture.again("wh_none", id)), u"The requested webhook does not exist"_s);
    QCOMPARE(
        errorText(fixture.again(webhook, "dlv_0")), u"The requested delivery does not exist"_s);
    VERIFY_OK(fixture.changed(webhook, R"({"status":"disabled"})"));
    QCOMPARE(
        errorText(fixture.again(webhook, id)),
        u"The webhook is disabled: set its status to enabled first."_s);
    QCOMPARE(
        errorText(fixture.test(webhook)),
        u"The webhook is disabled: set its status to enabled first."_s);
    QCOMPARE(errorText(fixture.test("wh_none")), u"The requested webhook does not exist"_s);
}

void OutboxTest::test_webhook_isQueued()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook(R"("return.completed")");
    const auto sent = fixture.test(webhook);
    VERIFY_OK(sent);
    const auto waiting = fixture.waiting(webhook);
    QCOMPARE(waiting.size(), size_t(1));
    QVERIFY(waiting[0].isTest);
    QCOMPARE(waiting[0].type, QByteArray("webhook.test"));
    QCOMPARE(waiting[0].record, webhook);
    QVERIFY(waiting[0].body->contains(fixture.recordText(webhook)));
    QVERIFY(!waiting[0].body->contains("whsec_"));
}

void OutboxTest::abandon_open_movesToTheLog()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    const QByteArray id = fixture.waiting(webhook).front().id;
    const auto give = [&] {
        return fixture.store()
            .transactAndWait({}, [&](Transaction& t) { return abandon(t, webhook, id); })
            .value();
    };
    QVERIFY(give());
    QVERIFY(!give());
    QVERIFY(fixture.done(webhook).front().state == DeliveryState::Abandoned);
    QVERIFY(fixture.done(webhook).front().attempts.empty());
}

void OutboxTest::forget_deletedWebhook_leavesNothing()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const QByteArray other = fixture.webhook();
    fixture.order(R"({"text":")" + QByteArray(OutboxLimits::mostBodyWithin, 'x') + "\"}");
    fixture.deliver(webhook);
    for (int i = 0; i < 5; ++i)
        fixture.order();
    QCOMPARE(forgotten(fixture.reader()).value(), QByteArrayList());
    VERIFY_OK(fixture.write([&](Transaction& t) { return removeEndpoint(t, webhook); }));
    QCOMPARE(forgotten(fixture.reader()).value(), QByteArrayList{webhook});
    fixture.forgetAll(webhook);
    for (const Namespace& space :
         {outboxSpace(webhook), deliveriesSpace(webhook), keptBodiesSpace(webhook)})
        QCOMPARE(fixture.keys(space), 0);
    QCOMPARE(forgotten(fixture.reader()).value(), QByteArrayList());
    QCOMPARE(outboxLength(fixture.reader(), other).value(), 6);
}

void OutboxTest::forget_webhookThatExists_doesNothing()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.order();
    fixture.forgetAll(webhook);
    QCOMPARE(fixture.waiting(webhook).size(), size_t(1));
    QVERIFY(!readSecret(fixture.reader(), webhook).value().isEmpty());
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
