// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"
#include "tests/ui/teststore.h"
#include "ui/inspector/openentry.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <chrono>

using namespace stateroom;
using namespace stateroom::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(stateroom::Version)

namespace {

constexpr const char* space = "workflow/wf-1";

/// A webhook of the store that wants all events; its id.
QByteArray webhookIn(TestStore& store)
{
    const JsonText body =
        JsonText::fromValidated(R"({"url":"http://127.0.0.1:9/","events":["*"]})");
    QByteArray id;
    const auto made = store->transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        id = webhooks::registerEndpoint(transaction, body)->record.id;
        return {};
    });
    return made ? id : QByteArray();
}

/// What is queued for it, the oldest first: `order.created order.shipped`.
QByteArray queuedFor(TestStore& store, const QByteArray& webhook)
{
    QByteArrayList types;
    const auto read = store->transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        const auto page = webhooks::readOutbox(transaction.read(), webhook, 100);
        if (!page)
            return failureOf(page);
        for (const webhooks::Delivery& delivery : page->deliveries)
            types << delivery.type;
        return {};
    });
    return read ? types.join(' ') : QByteArray("!");
}

} // namespace

class OpenEntryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void open_anEntry_readsItLaidOut();
    void open_noSuchKey_isAbsent();
    void open_deletedKey_hasItsLastValue();
    void open_another_dropsTheAnswerForTheFirst();
    void state_writesElsewhere_follow();
    void write_expectedVersion_writes();
    void write_otherVersion_isRefused();
    void write_record_queuesItsEvents();
    void write_recordWithoutAForm_isJudgedAndCompleted();
    void write_webhook_getsASecretOnce();
    void remove_expectedVersion_removes();
    void remove_otherVersion_isRefused();
};

void OpenEntryTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void OpenEntryTest::open_anEntry_readsItLaidOut()
{
    ManualClock clock;
    TestStore store(&clock);
    store.set(space, "status", R"({"n":1.10,"n":2})");
    OpenEntry entry(*store);
    entry.open(nameOf(space, "status"));
    QVERIFY(!entry.state());
    QTRY_VERIFY(entry.state());
    QVERIFY(entry.state()->present);
    QCOMPARE(entry.state()->version, Version(1));
    QCOMPARE(entry.state()->formatted, QByteArray("{\n  \"n\": 1.10,\n  \"n\": 2\n}"));
    QCOMPARE(entry.state()->at, clock.now());
}

void OpenEntryTest::open_noSuchKey_isAbsent()
{
    TestStore store;
    OpenEntry entry(*store);
    entry.open(nameOf(space, "none"));
    QTRY_VERIFY(entry.state());
    QVERIFY(!entry.state()->present);
    QCOMPARE(entry.state()->version, Version(0));
    QCOMPARE(entry.state()->expected(), Version(0));
}

void OpenEntryTest::open_deletedKey_hasItsLastValue()
{
    TestStore store;
    store.set(space, "status", "1");
    store.set(space, "status", "2");
    store.remove(space, "status");
    OpenEntry entry(*store);
    entry.open(nameOf(space, "status"));
    QTRY_VERIFY(entry.state());
    QVERIFY(!entry.state()->present);
    QCOMPARE(entry.state()->version, Version(3));
    QCOMPARE(entry.state()->expected(), Version(0));
    QCOMPARE(entry.state()->value->bytes(), QByteArray("2"));
}

void OpenEntryTest::open_another_dropsTheAnswerForTheFirst()
{
    TestStore store;
    store.set(space, "a", "1");
    store.set(space, "b", "2");
    OpenEntry entry(*store);
    const QSignalSpy changed(&entry, &OpenEntry::stateChanged);
    entry.open(nameOf(space, "a"));
    entry.open(nameOf(space, "b"));
    QTRY_VERIFY(entry.state());
    QCOMPARE(entry.state()->formatted, QByteArray("2"));
    store.set(space, "b", "3");
    QTRY_COMPARE(entry.state()->formatted, QByteArray("3"));
    QCOMPARE(changed.size(), 2);
}

void OpenEntryTest::state_writesElsewhere_follow()
{
    TestStore store;
    store.set(space, "status", "1");
    OpenEntry entry(*store);
    entry.open(nameOf(space, "status"));
    QTRY_VERIFY(entry.state());
    store.set(space, "status", "2");
    QTRY_COMPARE(entry.state()->version, Version(2));
    store.remove(space, "status");
    QTRY_VERIFY(!entry.state()->present);
    store.set(space, "status", "4");
    QTRY_COMPARE(entry.state()->version, Version(4));
    QVERIFY(entry.state()->present);
}

void OpenEntryTest::write_expectedVersion_writes()
{
    TestStore store;
    const Version first = store.set(space, "status", "1");
    OpenEntry entry(*store);
    const QSignalSpy written(&entry, &OpenEntry::written);
    EntryWrite write;
    write.name = nameOf(space, "status");
    write.value = JsonText::fromNumber(2);
    write.expected = first;
    write.expiresAt = entry.now() + 1h;
    entry.write(write);
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(written[0][1].value<Version>(), Version(2));
    const auto stored = store.get(space, "status");
    QCOMPARE(stored->value.bytes(), QByteArray("2"));
    QCOMPARE(stored->expiresAt, write.expiresAt);
}

void OpenEntryTest::write_otherVersion_isRefused()
{
    TestStore store;
    store.set(space, "status", "1");
    store.set(space, "status", "2");
    OpenEntry entry(*store);
    const QSignalSpy failed(&entry, &OpenEntry::writeFailed);
    EntryWrite write;
    write.name = nameOf(space, "status");
    write.value = JsonText::fromNumber(3);
    write.expected = Version(1);
    entry.write(write);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(store.get(space, "status")->value.bytes(), QByteArray("2"));
}

void OpenEntryTest::write_record_queuesItsEvents()
{
    constexpr const char* orders = "business/orders";
    TestStore store;
    const QByteArray webhook = webhookIn(store);
    OpenEntry entry(*store);
    const QSignalSpy written(&entry, &OpenEntry::written);
    EntryWrite write;
    write.name = nameOf(orders, {});
    write.value = JsonText::fromValidated("{}");
    entry.write(write); // a new one
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(queuedFor(store, webhook), QByteArray("order.created"));

    const EntryName order = *written[0][0].value<EntryWrite>().recordName;
    write.name = order;
    write.value = JsonText::fromValidated(R"({"status":"shipped"})");
    write.expected = Version(1);
    entry.write(write);
    QTRY_COMPARE(written.size(), 2);
    QCOMPARE(queuedFor(store, webhook), QByteArray("order.created order.shipped"));

    write.value = *written[0][0].value<EntryWrite>().recordText;
    write.as = ChangeOp::Restore;
    for (const Version version : {Version(2), Version(3)}) { // not shipped, and shipped again
        write.expected = version;
        entry.write(write);
        QTRY_COMPARE(written.size(), int(version.value()) + 1);
        write.value = *written[1][0].value<EntryWrite>().recordText;
    }
    QCOMPARE(queuedFor(store, webhook), QByteArray("order.created order.shipped"));

    store.remove(orders, order.key.bytes());
    write.as = ChangeOp::Set;
    write.expected = Version(0);
    entry.write(write); // a draft outlived its record
    QTRY_COMPARE(written.size(), 5);
    QCOMPARE(
        queuedFor(store, webhook),
        QByteArray("order.created order.shipped order.created order.shipped"));
}

void OpenEntryTest::write_recordWithoutAForm_isJudgedAndCompleted()
{
    constexpr const char* webhooks = "business/webhooks";
    TestStore store;
    OpenEntry entry(*store);
    const QSignalSpy written(&entry, &OpenEntry::written);
    const QSignalSpy failed(&entry, &OpenEntry::writeFailed);
    EntryWrite write;
    write.name = nameOf(webhooks, "wh_1");
    write.value = JsonText::fromNumber(1);
    entry.write(write);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed[0][1].value<Error>().message.contains(u"records of the business API"_s));
    QVERIFY(!store.get(webhooks, "wh_1"));

    write.value = JsonText::fromValidated(R"({"url":"http://127.0.0.1:9/","events":["*"]})");
    entry.write(write);
    QTRY_COMPARE(written.size(), 1);
    const QByteArray stored = store.get(webhooks, "wh_1")->value.bytes();
    QVERIFY2(stored.startsWith(R"({"id":"wh_1","object":"webhook","url")"), stored.constData());
    QCOMPARE(written[0][0].value<EntryWrite>().recordText->bytes(), stored);
}

void OpenEntryTest::write_webhook_getsASecretOnce()
{
    TestStore store;
    OpenEntry entry(*store);
    const QSignalSpy written(&entry, &OpenEntry::written);
    EntryWrite write;
    write.name = nameOf("business/webhooks", "wh_1");
    write.value = JsonText::fromValidated(R"({"url":"http://127.0.0.1:9/","events":["*"]})");
    entry.write(write);
    QTRY_COMPARE(written.size(), 1);
    const auto secret = [&store] {
        const auto reader = store->openReader().value();
        return webhooks::readSecret(*reader, "wh_1").value();
    };
    const QByteArray first = secret();
    QVERIFY2(first.startsWith("whsec_"), first.constData());
    QVERIFY(written[0][0].value<EntryWrite>().gaveSecret);
    QVERIFY(!store.get("business/webhooks", "wh_1")->value.bytes().contains("secret"));
    const auto webhook = webhooks::readEndpoint(*store->openReader().value(), "wh_1").value();
    QVERIFY(webhook->enabled);

    write.expected = Version(1);
    write.value = JsonText::fromValidated(R"({"url":"http://127.0.0.1:8/","events":["*"]})");
    entry.write(write);
    QTRY_COMPARE(written.size(), 2);
    QVERIFY(!written[1][0].value<EntryWrite>().gaveSecret);
    QCOMPARE(secret(), first);
}

void OpenEntryTest::remove_expectedVersion_removes()
{
    TestStore store;
    store.set(space, "status", "1");
    OpenEntry entry(*store);
    entry.open(nameOf(space, "status"));
    QTRY_VERIFY(entry.state());
    entry.remove(nameOf(space, "status"), Version(1));
    QTRY_VERIFY(!entry.state()->present);
    QVERIFY(!store.get(space, "status"));
}

void OpenEntryTest::remove_otherVersion_isRefused()
{
    TestStore store;
    store.set(space, "status", "1");
    store.set(space, "status", "2");
    OpenEntry entry(*store);
    const QSignalSpy failed(&entry, &OpenEntry::removeFailed);
    entry.remove(nameOf(space, "status"), Version(1));
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(store.get(space, "status"));
}

QTEST_GUILESS_MAIN(OpenEntryTest)
#include "tst_openentry.moc"
