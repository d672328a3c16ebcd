// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/jsonview.h"
#include "core/webhooks/bodies.h"
#include "tests/webhooks/outboxfixture.h"

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

namespace {

class Fixture : public OutboxFixture {
public:
    /// An order whose body is kept beside its deliveries; what is in it.
    QByteArray largeOrder()
    {
        const QByteArray text(OutboxLimits::mostBodyWithin + 2000, 'x');
        order(R"({"text":")" + text + "\"}");
        return text;
    }
    QByteArray refs(const QByteArray& event)
    {
        const auto found = reader().value({bodyRefsSpace(), Key(event)}).value();
        return found ? found->value.bytes() : QByteArray();
    }
    /// As if so many bytes waited, and were kept of what is done.
    void setSums(const QByteArray& webhook, qint64 waiting, qint64 kept)
    {
        const QByteArray value = "{\"waiting\":" + QByteArray::number(waiting) +
                                 ",\"kept\":" + QByteArray::number(kept) + '}';
        VERIFY_OK(set({bodySizesSpace(), Key(webhook)}, value));
    }
};

} // namespace

class BodiesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publish_largeBody_isKeptOnceForAll();
    void publish_fullOfLargeBodies_disables();
    void publish_enabledWithManyBytes_hasRoomAgain();
    void log_largeBodies_keepsTheNewest();
    void log_many_letsGoOfBodies();
    void again_bodyThatIsGone_isRefused();
    void forget_sharedBody_staysForOthers();
};

void BodiesTest::publish_largeBody_isKeptOnceForAll()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArrayList all{fixture.webhook(), fixture.webhook(), fixture.webhook()};
    const QByteArray text = fixture.largeOrder();
    QCOMPARE(fixture.keys(bodiesSpace()), 1);
    const QByteArray webhook = all.first();
    const Delivery kept = fixture.waiting(webhook).front();
    QVERIFY(!kept.body);
    const EntryName name{bodiesSpace(), Key(kept.eventId)};
    const Version version = fixture.reader().value(name).value()->version;
    for (const QByteArray& one : all) {
        const Delivery open = fixture.waiting(one).front();
        QCOMPARE(open.eventId, kept.eventId);
        const auto row = fixture.reader().value({outboxSpace(one), Key(open.id)}).value();
        QVERIFY(row->value.bytes().size() < 1024);
        QVERIFY(fixture.attempted(one, open.id, 500, {DeliveryState::Retrying, Timestamp(77)}));
        QVERIFY(readDelivery(fixture.reader(), one, open.id).value()->body->contains(text));
        fixture.deliver(one);
        const auto done = readDelivery(fixture.reader(), one, open.id).value();
        QVERIFY(!webhooks::isOpen(done->state) && done->body->contains(text));
    }
    const auto again = fixture.again(webhook, kept.id);
    VERIFY_OK(again);
    QVERIFY(bodyOf(fixture.reader(), fixture.waiting(webhook).front()).value().contains(text));
    QCOMPARE(fixture.keys(bodiesSpace()), 1);
    QCOMPARE(fixture.reader().value(name).value()->version.value(), version.value());
    QCOMPARE(fixture.refs(kept.eventId), QByteArray("4"));
}

void BodiesTest::publish_fullOfLargeBodies_disables()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const QByteArray other = fixture.webhook();
    fixture.setSums(webhook, OutboxLimits::mostWaitingBytes - 10'000, 0);
    fixture.order(); // a small one counts for nothing
    QVERIFY(readEndpoint(fixture.reader(), webhook).value()->enabled);
    fixture.largeOrder();
    const auto endpoint = readEndpoint(fixture.reader(), webhook).value();
    QVERIFY(!endpoint->enabled);
    QCOMPARE(endpoint->disabledReason, QByteArray("queue_full"));
    QCOMPARE(fixture.waiting(webhook).size(), size_t(2));
    fixture.largeOrder();
    QCOMPARE(fixture.waiting(webhook).size(), size_t(2));
    QCOMPARE(fixture.waiting(other).size(), size_t(3));
    QVERIFY(readEndpoint(fixture.reader(), other).value()->enabled);
}

void BodiesTest::publish_enabledWithManyBytes_hasRoomAgain()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.setSums(webhook, OutboxLimits::mostWaitingBytes - 10'000, 0);
    fixture.largeOrder();
    VERIFY_OK(fixture.changed(webhook, R"({"status":"enabled"})"));
    fixture.largeOrder();
    QVERIFY(readEndpoint(fixture.reader(), webhook).value()->enabled);
    QCOMPARE(fixture.waiting(webhook).size(), size_t(2));
    fixture.deliver(webhook);
    const auto sums = fixture.reader().value({bodySizesSpace(), Key(webhook)}).value();
    const auto waiting = JsonView(sums->value).member("waiting")->toInt64();
    QVERIFY(*waiting < OutboxLimits::mostWaitingBytes - 9000);
    QVERIFY(!JsonView(sums->value).member("bound"));
}

void BodiesTest::log_largeBodies_keepsTheNewest()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.largeOrder();
    fixture.deliver(webhook);
    const Delivery old = fixture.done(webhook).front();
    fixture.setSums(webhook, 0, OutboxLimits::mostKeptBytes);
    const QByteArray text = fixture.largeOrder();
    fixture.deliver(webhook);
    QVERIFY(readDelivery(fixture.reader(), webhook, old.id).value());
    QVERIFY(!readDelivery(fixture.reader(), webhook, old.id).value()->body);
    QCOMPARE(fixture.keys(bodiesSpace()), 1);
    QCOMPARE(fixture.keys(bodyRefsSpace()), 1);
    QCOMPARE(fixture.keys(keptBodiesSpace(webhook)), 1);
    const QByteArray newest = fixture.done(webhook).front().id;
    QVERIFY(readDelivery(fixture.reader(), webhook, newest).value()->body->contains(text));
}

void BodiesTest::log_many_letsGoOfBodies()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.largeOrder();
    fixture.deliver(webhook);
    VERIFY_OK(fixture.store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
        for (qint64 i = 0; i < OutboxLimits::mostDone - 1; ++i) {
            const Key key("dlv_z" + QByteArray::number(100000 + i));
            if (auto set = t.set({deliveriesSpace(webhook), key}, JsonText()); !set)
                return failureOf(set);
        }
        return {};
    }));
    QCOMPARE(fixture.keys(bodiesSpace()), 1);
    fixture.order();
    fixture.deliver(webhook);
    QCOMPARE(fixture.keys(deliveriesSpace(webhook)), OutboxLimits::mostDone);
    for (const Namespace& space : {bodiesSpace(), bodyRefsSpace(), keptBodiesSpace(webhook)})
        QCOMPARE(fixture.keys(space), 0);
}

void BodiesTest::again_bodyThatIsGone_isRefused()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.largeOrder();
    fixture.deliver(webhook);
    const QByteArray id = fixture.done(webhook).front().id;
    VERIFY_OK(fixture.store().transactAndWait(
        {}, [&](Transaction& t) { return dropKeptBody(t, webhook, id); }));
    QCOMPARE(errorText(fixture.again(webhook, id)), u"The delivery's body is kept no more."_s);
}

void BodiesTest::forget_sharedBody_staysForOthers()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const QByteArray other = fixture.webhook();
    const QByteArray text = fixture.largeOrder();
    fixture.deliver(webhook);
    fixture.largeOrder();
    const auto remove = [&fixture](const QByteArray& id) {
        VERIFY_OK(fixture.write([&](Transaction& t) { return removeEndpoint(t, id); }));
        fixture.forgetAll(id);
    };
    remove(webhook);
    QCOMPARE(fixture.keys(bodiesSpace()), 2);
    QVERIFY(bodyOf(fixture.reader(), fixture.waiting(other).front()).value().contains(text));
    remove(other);
    for (const Namespace& space : {bodiesSpace(), bodyRefsSpace(), bodySizesSpace()})
        QCOMPARE(fixture.keys(space), 0);
}

QTEST_GUILESS_MAIN(BodiesTest)
#include "tst_bodies.moc"
