// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/feedrecord.h"

#include <QTest>

#include <semaphore>

using namespace stateroom;
using namespace stateroom::test;

class ChangeFeedTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subscribe_withoutSince_seesWhatComesLater();
    void subscribe_duringATransaction_getsItsChangeWithOldValue();
    void subscribe_filters_seeTheirOwn();
    void subscribe_noCallback_beforeItReturns();
    void publish_expiryAndDelete_areSeen();
    void handler_withEventLoopOfItsOwn_keepsTheOrder();
};

void ChangeFeedTest::subscribe_withoutSince_seesWhatComesLater()
{
    FeedFixture fixture;
    fixture.write(3);
    FeedRecord record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, std::nullopt, &context, record.handlers());
    QVERIFY(subscription.isActive());
    fixture.write(2);
    QTRY_COMPARE(record.seqs, (Seqs{4, 5}));

    const Change& first = *record.changes[0];
    QCOMPARE(first.name.key.bytes(), QByteArray("k"));
    QCOMPARE(first.name.space.text(), QByteArray("workflow/a"));
    QCOMPARE(first.version, Version(4));
    QVERIFY(first.op == ChangeOp::Set);
    QCOMPARE(first.value->bytes(), QByteArray("0"));
    QCOMPARE(first.oldValue->bytes(), QByteArray("2"));
    QCOMPARE(fixture.store->feed().position(), Seq(5));
}

void ChangeFeedTest::subscribe_duringATransaction_getsItsChangeWithOldValue()
{
    FeedFixture fixture;
    fixture.set(name, "\"old\"");
    std::binary_semaphore written(0);
    std::binary_semaphore subscribed(0);
    QObject context;
    fixture.store->transact(
        {},
        [&](Transaction& transaction) {
            auto version = transaction.set(name, json("\"new\"")); // nobody watches yet
            written.release();
            subscribed.acquire();
            return version;
        },
        &context, [](Result<Version>) {});
    written.acquire();
    FeedRecord record;
    const auto subscription = fixture.store->feed().subscribe(
        {spaceA, name.key}, std::nullopt, &context, record.handlers());
    subscribed.release();
    QTRY_COMPARE(record.seqs, (Seqs{2}));
    QVERIFY(record.changes[0]->oldValue);
    QCOMPARE(record.changes[0]->oldValue->bytes(), QByteArray("\"old\""));
}

void ChangeFeedTest::subscribe_filters_seeTheirOwn()
{
    FeedFixture fixture;
    FeedRecord records[5];
    QObject context;
    ChangeFeed& feed = fixture.store->feed();
    const ChangeFilter key{spaceA, Key("k")};
    const ChangeFilter space{spaceA, {}};
    std::vector<Subscription> subscriptions;
    subscriptions.push_back(feed.subscribe({}, {}, &context, records[0].handlers()));
    subscriptions.push_back(feed.subscribe(space, {}, &context, records[1].handlers()));
    subscriptions.push_back(feed.subscribe(key, {}, &context, records[2].handlers()));
    fixture.set({spaceA, Key("k")}, "1");
    fixture.set({spaceB, Key("k")}, "1");
    fixture.set({spaceA, Key("l")}, "1");
    fixture.set({spaceA, Key("k")}, "2");
    QTRY_COMPARE(records[0].seqs, (Seqs{1, 2, 3, 4}));
    subscriptions.push_back(feed.subscribe(space, Seq(0), &context, records[3].handlers()));
    subscriptions.push_back(feed.subscribe(key, Seq(0), &context, records[4].handlers()));
    QTRY_COMPARE(records[3].seqs, (Seqs{1, 3, 4}));
    QTRY_COMPARE(records[4].seqs, (Seqs{1, 4}));
    QCOMPARE(records[1].seqs, (Seqs{1, 3, 4}));
    QCOMPARE(records[2].seqs, (Seqs{1, 4}));
}

void ChangeFeedTest::subscribe_noCallback_beforeItReturns()
{
    FeedFixture fixture;
    fixture.write(3);
    FeedRecord record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({}, Seq(0), &context, record.handlers());
    fixture.write(1);
    QCOMPARE(record.calls, 0);
    QTRY_COMPARE(record.seqs, range(1, 4));
}

void ChangeFeedTest::publish_expiryAndDelete_areSeen()
{
    FeedFixture fixture;
    FeedRecord record;
    QObject context;
    const auto subscription =
        fixture.store->feed().subscribe({spaceA, {}}, {}, &context, record.handlers());
    QVERIFY(fixture.store->transactAndWait({}, [&](Transaction& transaction) {
        SetOptions options;
        options.expiresAt = transaction.at() + std::chrono::seconds(5);
        return transaction.set(name, json("1"), options);
    }));
    fixture.clock.advance(std::chrono::seconds(6));
    QVERIFY(fixture.store->maintain());
    fixture.set(name, "2");
    QVERIFY(fixture.store->transactAndWait(
        {}, [&](Transaction& transaction) { return transaction.remove(name); }));
    QTRY_COMPARE(record.seqs, (Seqs{1, 2, 3, 4}));
    QVERIFY(record.changes[1]->op == ChangeOp::Expire);
    QCOMPARE(record.changes[1]->oldValue->bytes(), QByteArray("1"));
    QVERIFY(!record.changes[1]->value);
    QVERIFY(!record.changes[2]->oldValue);
    QVERIFY(record.changes[3]->op == ChangeOp::Delete);
    QCOMPARE(record.changes[3]->oldValue->bytes(), QByteArray("2"));
}

void ChangeFeedTest::handler_withEventLoopOfItsOwn_keepsTheOrder()
{
    FeedFixture fixture;
    fixture.write(3);
    QObject context;
    FeedRecord records[3];
    std::vector<Subscription> subscriptions;
    bool nested = false;
    for (FeedRecord& record : records) {
        FeedHandlers handlers = record.handlers();
        handlers.changes = [&, take = handlers.changes](const std::vector<ChangePtr>& changes) {
            take(changes);
            if (std::exchange(nested, true))
                return;
            fixture.write(2);
            settle(*fixture.store);
        };
        subscriptions.push_back(fixture.store->feed().subscribe(
            {}, &record == &records[0] ? std::optional(Seq(0)) : std::nullopt, &context,
            std::move(handlers)));
    }
    fixture.write(2);
    QTRY_COMPARE(records[0].seqs, range(1, 7));
    QTRY_COMPARE(records[1].seqs, range(4, 7));
    QTRY_COMPARE(records[2].seqs, range(4, 7));
}

QTEST_GUILESS_MAIN(ChangeFeedTest)
#include "tst_changefeed.moc"
