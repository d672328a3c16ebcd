// SPDX-License-Identifier: GPL-3.0-or-later
// How much a webhook's queue holds, and what comes of one that was full.
#include "core/webhooks/outbox.h"
#include "core/webhooks/queuebound.h"
#include "tests/webhooks/webhooksfixture.h"

using namespace stateroom;
using namespace stateroom::business;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : WebhooksFixture {
    Outcome<Delivery> test(const QByteArray& webhook)
    {
        return write([&](Transaction& t) { return sendTest(t, webhook); });
    }
    /// Puts so many more into the queue, behind others or in their midst.
    void fill(const QByteArray& webhook, qint64 count, const QByteArray& mark = "w")
    {
        VERIFY_OK(store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
            for (qint64 i = 0; i < count; ++i) {
                const Key key("dlv_" + mark + QByteArray::number(100000 + i));
                if (auto set = t.set({outboxSpace(webhook), key}, JsonText()); !set)
                    return failureOf(set);
            }
            return {};
        }));
    }
    void empty(const QByteArray& webhook)
    {
        VERIFY_OK(store().transactAndWait({}, [&](Transaction& t) -> Result<void> {
            for (bool more = true; more;) {
                auto page = t.read().keys(outboxSpace(webhook), {.limit = Reader::maxPage});
                if (!page)
                    return failureOf(page);
                for (const Key& key : page->keys) {
                    if (auto removed = t.remove({outboxSpace(webhook), key}); !removed)
                        return failureOf(removed);
                }
                more = page->more;
            }
            return {};
        }));
    }
};

} // namespace

class QueueBoundTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publish_fullQueue_disables();
    void publish_manyInOneCommit_keepsToTheBound();
    void publish_manyAtOnce_keepsToTheBound();
    void publish_enabledWithABacklog_getsAsManyAgain();
    void forget_deletedWebhook_takesTheMark();
};

void QueueBoundTest::publish_fullQueue_disables()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.fill(webhook, OutboxLimits::mostWaiting - 2);
    fixture.order();
    QVERIFY(readEndpoint(fixture.reader(), webhook).value()->enabled);
    fixture.order();
    const auto endpoint = readEndpoint(fixture.reader(), webhook).value();
    QVERIFY(!endpoint->enabled);
    QCOMPARE(endpoint->disabledReason, QByteArray("queue_full"));
    QCOMPARE(outboxLength(fixture.reader(), webhook).value(), OutboxLimits::mostWaiting);
    fixture.order();
    QCOMPARE(outboxLength(fixture.reader(), webhook).value(), OutboxLimits::mostWaiting);
}

void QueueBoundTest::publish_manyInOneCommit_keepsToTheBound()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.fill(webhook, OutboxLimits::mostWaiting - 3);
    VERIFY_OK(fixture.write([&](Transaction& t) -> Outcome<void> {
        for (int i = 0; i < 8; ++i) {
            auto change =
                createRecord(t, fixture.resource("orders"), JsonText::fromValidated("{}"));
            if (!change)
                return tl::unexpected(change.error());
            if (auto done = publish(t, fixture.resource("orders"), *change); !done)
                return failureOf(done);
        }
        return {};
    }));
    QVERIFY(!readEndpoint(fixture.reader(), webhook).value()->enabled);
    QCOMPARE(outboxLength(fixture.reader(), webhook).value(), OutboxLimits::mostWaiting);
}

void QueueBoundTest::publish_manyAtOnce_keepsToTheBound()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.fill(webhook, OutboxLimits::mostWaiting - 20);
    constexpr int count = 200; // which share commits
    int done = 0;
    QObject context;
    for (int i = 0; i < count; ++i)
        fixture.store().transact(
            {},
            [](Transaction& t) -> Result<int> {
                auto change =
                    createRecord(t, *catalogue().resource("orders"), JsonText::fromValidated("{}"));
                return change ? publish(t, *catalogue().resource("orders"), *change)
                              : Result<int>(0);
            },
            &context, [&done](const Result<int>& queued) { done += queued.has_value() ? 1 : 0; });
    QTRY_COMPARE(done, count);
    QCOMPARE(outboxLength(fixture.reader(), webhook).value(), OutboxLimits::mostWaiting);
}

void QueueBoundTest::publish_enabledWithABacklog_getsAsManyAgain()
{
    constexpr qint64 most = OutboxLimits::mostWaiting;
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    const auto isEnabled = [&] { return readEndpoint(fixture.reader(), webhook).value()->enabled; };
    const auto length = [&] { return outboxLength(fixture.reader(), webhook).value(); };
    fixture.fill(webhook, most - 1);
    fixture.order();
    QVERIFY(!isEnabled());

    VERIFY_OK(fixture.changed(webhook, R"({"status":"enabled"})"));
    fixture.order();
    QVERIFY(isEnabled());
    QCOMPARE(length(), most + 1);
    VERIFY_OK(fixture.test(webhook));
    fixture.fill(webhook, most - 3, "x"); // to one before the bound
    QVERIFY(!fixture.test(webhook));      // the last place is an event's
    fixture.order();
    QVERIFY(!isEnabled());
    QCOMPARE(length(), 2 * most);

    // And again, whatever waits.
    VERIFY_OK(fixture.changed(webhook, R"({"status":"enabled"})"));
    fixture.order();
    QVERIFY(isEnabled());

    // With all of that done, the bound is the old one.
    fixture.empty(webhook);
    fixture.fill(webhook, most - 1, "y");
    QVERIFY(isEnabled());
    fixture.order();
    QVERIFY(!isEnabled());
    QCOMPARE(length(), most);
}

void QueueBoundTest::forget_deletedWebhook_takesTheMark()
{
    Fixture fixture;
    VERIFY_OK(fixture.open());
    const QByteArray webhook = fixture.webhook();
    fixture.fill(webhook, OutboxLimits::mostWaiting - 1);
    fixture.order();
    const EntryName mark{queueMarksSpace(), Key(webhook)};
    QVERIFY(fixture.reader().value(mark).value());
    VERIFY_OK(fixture.write([&](Transaction& t) { return removeEndpoint(t, webhook); }));
    VERIFY_OK(
        fixture.store().transactAndWait({}, [&](Transaction& t) { return forget(t, webhook); }));
    QVERIFY(!fixture.reader().value(mark).value());
}

QTEST_GUILESS_MAIN(QueueBoundTest)
#include "tst_queuebound.moc"
