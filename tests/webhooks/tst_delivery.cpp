// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/bodies.h"
#include "core/webhooks/delivery.h"
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(DeliveryFilter)

namespace {

Delivery sample()
{
    Delivery delivery;
    delivery.id = "dlv_1";
    delivery.webhook = "wh_1";
    delivery.eventId = "evt_1";
    delivery.type = "order.shipped";
    delivery.created = 1'700'000'000;
    delivery.queuedAt = Timestamp(1'700'000'000'123);
    delivery.resource = "orders";
    delivery.record = "ord_1";
    delivery.state = DeliveryState::Retrying;
    delivery.rewritten = true;
    delivery.againOf = "dlv_0";
    delivery.isTest = true;
    delivery.tries = 21;
    delivery.attempts = {
        {Timestamp(1'700'000'001'000),
         Milliseconds(12),
         500,
         {},
         {{"A", "b"}, {"C", "d"}},
         {{"X", "y"}},
         "no \"luck\"\n\xc3\xa9"},
        {Timestamp(1'700'000'002'000),
         Milliseconds(10'000),
         0,
         u"No answer in 10 s."_s,
         {},
         {},
         QByteArray("\x00\xff", 2)}};
    delivery.nextAt = Timestamp(1'700'000'003'000);
    delivery.body = R"({"id":"evt_1","s":"\ud800 \\ é"})";
    return delivery;
}

} // namespace

class DeliveryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decode_whatWasEncoded_isTheSame_data();
    void decode_whatWasEncoded_isTheSame();
    void decode_otherJson_isDamage();
    void encode_fields_areOneObject();
    void responseText_bytes_areTextOrBase64_data();
    void responseText_bytes_areTextOrBase64();
    void webhookOf_namespaces_areToldApart();
    void readDeliveries_openAndDone_newestFirstInPages();
    void readDeliveries_filter_hasPagesOfItsOwn_data();
    void readDeliveries_filter_hasPagesOfItsOwn();
    void readOutbox_largeValues_comeInParts();
    void readDelivery_idThatIsNoKey_findsNothing();
};

void DeliveryTest::decode_whatWasEncoded_isTheSame_data()
{
    QTest::addColumn<Delivery>("delivery");
    QTest::newRow("all") << sample();
    Delivery least;
    least.id = "dlv_1";
    least.webhook = "wh_1";
    QTest::newRow("least") << least;
    for (const auto state :
         {DeliveryState::Waiting, DeliveryState::Delivered, DeliveryState::Failed,
          DeliveryState::Abandoned}) {
        Delivery delivery = least;
        delivery.state = state;
        QTest::newRow(nameOf(state).data()) << delivery;
    }
    Delivery marked = sample();
    marked.attempts.front().response = "base64:";
    QTest::newRow("a response like our mark") << marked;
}

void DeliveryTest::decode_whatWasEncoded_isTheSame()
{
    QFETCH(Delivery, delivery);
    const JsonText text = encode(delivery);
    VERIFY_OK(JsonText::parse(text.bytes()));
    auto decoded = decode(text);
    VERIFY_OK(decoded);
    QVERIFY(*decoded == delivery);
}

void DeliveryTest::decode_otherJson_isDamage()
{
    for (const char* text : {"null", "[]", "{}", R"({"id":"a","webhook":"b","state":"lost"})"})
        VERIFY_FAILED(decode(json(text)), ErrorCode::DamagedFile);
}

void DeliveryTest::encode_fields_areOneObject()
{
    Delivery delivery = sample();
    delivery.attempts.resize(1);
    delivery.attempts[0].responseHeaders = {
        {"Set-Cookie", "a"}, {"X", "\xe9"}, {"set-cookie", "b"}};
    const auto decoded = decode(encode(delivery));
    VERIFY_OK(decoded);
    const HeaderFields expected = {{"Set-Cookie", "a, b"}, {"X", "é"}};
    QVERIFY(decoded->attempts[0].responseHeaders == expected);
}

void DeliveryTest::responseText_bytes_areTextOrBase64_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QByteArray>("text");
    const QByteArray nearlyAll(Attempt::mostResponse - 1, 'a');
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("text") << QByteArray("é") << QByteArray("é");
    QTest::newRow("bytes") << QByteArray("\xff") << QByteArray("base64:/w==");
    QTest::newRow("half a character in a whole answer")
        << QByteArray("a\xc3") << QByteArray("base64:YcM=");
    QTest::newRow("cut within a character") << nearlyAll + "é" << nearlyAll;
    QTest::newRow("longer") << nearlyAll + "abc" << nearlyAll + "a";
}

void DeliveryTest::responseText_bytes_areTextOrBase64()
{
    QFETCH(QByteArray, response);
    QFETCH(QByteArray, text);
    QCOMPARE(responseText(response), text);
}

void DeliveryTest::webhookOf_namespaces_areToldApart()
{
    QCOMPARE(webhookOfOutbox(outboxSpace("wh_1")), QByteArray("wh_1"));
    QCOMPARE(webhookOfDeliveries(deliveriesSpace("wh_1")), QByteArray("wh_1"));
    QCOMPARE(webhookOfKeptBodies(keptBodiesSpace("wh_1")), QByteArray("wh_1"));
    QVERIFY(!webhookOfKeptBodies(bodiesSpace()));
    QVERIFY(!webhookOfOutbox(deliveriesSpace("wh_1")));
    QVERIFY(!webhookOfDeliveries(keptBodiesSpace("wh_1")));
    QVERIFY(!webhookOfOutbox(Namespace("workflow", "outbox/wh_1")));
}

void DeliveryTest::readDeliveries_openAndDone_newestFirstInPages()
{
    StoreFixture fixture;
    VERIFY_OK(fixture.open());
    Delivery delivery = sample();
    for (int i = 10; i < 20; ++i) {
        delivery.id = "dlv_" + QByteArray::number(i);
        const Namespace space = i % 3 ? outboxSpace("wh_1") : deliveriesSpace("wh_1");
        VERIFY_OK(fixture.set({space, Key(delivery.id)}, encode(delivery).bytes()));
    }
    QByteArrayList ids;
    QByteArray before;
    for (bool more = true; more;) {
        auto page = readDeliveries(fixture.reader(), "wh_1", 4, before);
        VERIFY_OK(page);
        for (const Delivery& one : page->deliveries)
            ids << one.id;
        QVERIFY(ids.size() <= 10);
        more = page->more;
        before = ids.last();
    }
    QCOMPARE(
        ids.join(' '),
        QByteArray("dlv_19 dlv_18 dlv_17 dlv_16 dlv_15 dlv_14 dlv_13 dlv_12 dlv_11 dlv_10"));
    QCOMPARE(outboxLength(fixture.reader(), "wh_1").value(), 7);
    QCOMPARE(webhooksWithOutbox(fixture.reader()).value(), QByteArrayList{"wh_1"});
}

void DeliveryTest::readDeliveries_filter_hasPagesOfItsOwn_data()
{
    QTest::addColumn<DeliveryFilter>("filter");
    QTest::addColumn<QByteArrayList>("pages");
    using Pages = QByteArrayList;
    QTest::newRow("any") << DeliveryFilter::Any << Pages{"8 7", "6 5", "4 3", "2 1"};
    QTest::newRow("open") << DeliveryFilter::Open << Pages{"8 7", "4"};
    QTest::newRow("delivered") << DeliveryFilter::Delivered << Pages{"6 3"};
    QTest::newRow("failed") << DeliveryFilter::Failed << Pages{"5 2", "1"};
    QTest::newRow("abandoned") << DeliveryFilter::Abandoned << Pages{""};
}

void DeliveryTest::readDeliveries_filter_hasPagesOfItsOwn()
{
    QFETCH(DeliveryFilter, filter);
    QFETCH(QByteArrayList, pages);
    StoreFixture fixture;
    VERIFY_OK(fixture.open());
    using enum DeliveryState;
    const DeliveryState states[] = {Failed, Failed,    Delivered, Retrying,
                                    Failed, Delivered, Waiting,   Retrying};
    Delivery delivery = sample();
    for (int i = 0; i < 8; ++i) {
        delivery.id = "dlv_" + QByteArray::number(i + 1);
        delivery.state = states[i];
        const Namespace space =
            isOpen(delivery.state) ? outboxSpace("wh_1") : deliveriesSpace("wh_1");
        VERIFY_OK(fixture.set({space, Key(delivery.id)}, encode(delivery).bytes()));
    }
    QByteArrayList found;
    QByteArray before;
    for (bool more = true; more;) {
        const auto page = readDeliveries(fixture.reader(), "wh_1", 2, before, filter);
        VERIFY_OK(page);
        QByteArrayList ids;
        for (const Delivery& one : page->deliveries)
            ids << one.id.sliced(4);
        found << ids.join(' ');
        more = page->more;
        if (more)
            before = page->deliveries.back().id;
    }
    QCOMPARE(found, pages);
}

void DeliveryTest::readOutbox_largeValues_comeInParts()
{
    StoreFixture fixture;
    VERIFY_OK(fixture.open());
    Delivery delivery = sample();
    delivery.body = QByteArray(3 * 1024 * 1024, 'x');
    for (int i = 0; i < 5; ++i) {
        delivery.id = "dlv_" + QByteArray::number(i);
        VERIFY_OK(fixture.set({outboxSpace("wh_1"), Key(delivery.id)}, encode(delivery).bytes()));
    }
    auto first = readOutbox(fixture.reader(), "wh_1", 100);
    VERIFY_OK(first);
    QCOMPARE(first->deliveries.size(), size_t(2));
    QVERIFY(first->more);
    auto rest = readOutbox(fixture.reader(), "wh_1", 100, "dlv_3");
    VERIFY_OK(rest);
    QCOMPARE(rest->deliveries.size(), size_t(1));
    QVERIFY(!rest->more);
}

void DeliveryTest::readDelivery_idThatIsNoKey_findsNothing()
{
    StoreFixture fixture;
    VERIFY_OK(fixture.open());
    for (const QByteArray& id : {QByteArray(), QByteArray("a\0b", 3), QByteArray("\xff")}) {
        auto found = readDelivery(fixture.reader(), "wh_1", id);
        VERIFY_OK(found);
        QVERIFY(!*found);
    }
}

QTEST_GUILESS_MAIN(DeliveryTest)
#include "tst_delivery.moc"
