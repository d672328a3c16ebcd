// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of webhooks, of deliveries and of what the receiver got follow what happens.
#include "core/webhooks/outbox.h"
#include "core/webhooks/receiver.h"
#include "tests/ui/webhooksample.h"
#include "ui/model/roles.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverytext.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receivertext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

namespace {

QString cells(const QAbstractItemModel& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts.join(u", "_s);
}

} // namespace

class WebhookModelsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void endpoints_madeChangedAndRemoved_areFollowed();
    void endpoints_disabledAndWaiting_sayso();
    void deliveries_ofEachState_tellIt();
    void deliveries_written_keepTheirRows();
    void deliveries_moreThanAPage_areFetched();
    void deliveries_filtered_followWhatHappens();
    void deliveries_marked_sayso();
    void deliveries_countdown_moves();
    void deliveries_anotherWebhook_startAnew();
    void whyText_eachAnswer_saysWhatToDo_data();
    void whyText_eachAnswer_saysWhatToDo();
    void curlOf_delivery_bearsSignatureAndNoSecret();
    void received_manyAndEvicted_areFollowed();
    void received_senderThatLeft_isToldOf();

private:
    Store& store() { return m_service->store(); }
    template <class Work> void write(Work work)
    {
        QVERIFY(store().transactAndWait({{}, "test"}, [&work](Transaction& transaction) {
            work(transaction);
            return Result<bool>(true);
        }));
    }

    std::unique_ptr<TestService> m_service;
    WebhookSample m_sample;
};

void WebhookModelsTest::init()
{
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    m_sample = writeWebhookSample(*m_service);
}

void WebhookModelsTest::cleanup()
{
    m_service.reset();
}

void WebhookModelsTest::endpoints_madeChangedAndRemoved_areFollowed()
{
    EndpointsModel model(store());
    const QAbstractItemModelTester tester(&model);
    QTRY_COMPARE(
        cells(model, EndpointsModel::UrlColumn),
        u"shop.example/hooks/stateroom, 127.0.0.1:3000/webhooks, old.example/hooks"_s);
    QCOMPARE(model.receivers(), nullptr);
    write([](Transaction& transaction) {
        QVERIFY(registerEndpoint(
            transaction,
            JsonText::parse(QByteArrayView(R"({"url":"http://127.0.0.1:1/","events":["*"],)"
                                           R"("metadata":{"stateroom_receiver":true}})"))
                .value()));
    });
    QTRY_COMPARE(model.rowCount(), 4);
    QVERIFY(model.receivers() != nullptr);
    QCOMPARE(model.receivers()->endpoint.url, "http://127.0.0.1:1/");
    write([this](Transaction& transaction) {
        QVERIFY(changeEndpoint(
            transaction, m_sample.local,
            JsonText::parse(QByteArrayView(R"({"url":"http://localhost:4000/"})")).value(),
            business::RecordWrite::Patch));
    });
    QTRY_COMPARE(model.index(1, EndpointsModel::UrlColumn).data().toString(), u"localhost:4000/"_s);
    write(
        [this](Transaction& transaction) { QVERIFY(removeEndpoint(transaction, m_sample.shop)); });
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowOf(m_sample.shop), -1);
    QCOMPARE(model.rowOf(m_sample.local), 0);
}

void WebhookModelsTest::endpoints_disabledAndWaiting_sayso()
{
    EndpointsModel model(store());
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(cells(model, EndpointsModel::StateColumn), u"1 waiting, , disabled"_s);
    const auto trouble = [&model](int row) {
        return model.index(row, EndpointsModel::StateColumn).data(TroubleRole).value<Trouble>();
    };
    QCOMPARE(trouble(0), Trouble::None);
    QCOMPARE(trouble(2), Trouble::Refused);
    model.setAwake(true); // then what waits is counted
    write([this](Transaction& transaction) {
        const auto open = readOutbox(transaction.read(), m_sample.shop, 1);
        QVERIFY(open && !open->deliveries.empty());
        QVERIFY(abandon(transaction, m_sample.shop, open->deliveries.front().id));
    });
    QTRY_COMPARE(cells(model, EndpointsModel::StateColumn), u", , disabled"_s);
}

void WebhookModelsTest::deliveries_ofEachState_tellIt()
{
    DeliveriesModel model(store());
    const QAbstractItemModelTester tester(&model);
    model.show(m_sample.shop);
    QTRY_COMPARE(model.rowCount(), 9);
    QCOMPARE(
        cells(model, DeliveriesModel::StateColumn),
        u"tries again, delivered, delivered, delivered, delivered, delivered, delivered, failed, "
        "given up"_s);
    QCOMPARE(
        cells(model, DeliveriesModel::StatusColumn), u"500, 200, 200, 200, 200, 200, 204, –, "_s);
    QCOMPARE(cells(model, DeliveriesModel::TriesColumn), u"2, 1, 1, 1, 1, 1, 1, 8, "_s);
    QCOMPARE(cells(model, DeliveriesModel::NextColumn), u"4:12, , , , , , , , "_s);
    QCOMPARE(model.index(0, DeliveriesModel::EventColumn).data().toString(), u"order.created"_s);
    const auto trouble = [&model](int row) {
        return model.index(row, DeliveriesModel::StateColumn).data(TroubleRole).value<Trouble>();
    };
    QCOMPARE(trouble(0), Trouble::Refused);
    QCOMPARE(trouble(1), Trouble::None);
    QCOMPARE(trouble(7), Trouble::Failed);
}

void WebhookModelsTest::deliveries_written_keepTheirRows()
{
    DeliveriesModel model(store());
    const QAbstractItemModelTester tester(&model);
    model.show(m_sample.shop);
    QTRY_COMPARE(model.rowCount(), 9);
    const QPersistentModelIndex failed = model.index(7, 0);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QByteArray failedId = model.at(7).id;
    const QByteArray openId = model.at(0).id;
    write([this, &openId](Transaction& transaction) {
        QVERIFY(abandon(transaction, m_sample.shop, openId));
        // By hand, so that nobody sends it.
        Delivery later = readDelivery(transaction.read(), m_sample.shop, openId)->value();
        later.id = "dlv_9" + later.id.sliced(5);
        later.state = DeliveryState::Delivered;
        QVERIFY(transaction.set({deliveriesSpace(m_sample.shop), Key(later.id)}, encode(later)));
    });
    QTRY_COMPARE(model.rowCount(), 10);
    QTRY_COMPARE(model.at(1).state, DeliveryState::Abandoned);
    QCOMPARE(failed.row(), 8);
    QCOMPARE(model.at(failed.row()).id, failedId);
    QVERIFY(resets.isEmpty());
    write([this, &failedId](Transaction& transaction) {
        QVERIFY(transaction.remove({deliveriesSpace(m_sample.shop), Key(failedId)}));
    });
    QTRY_COMPARE(model.rowCount(), 9);
    QVERIFY(!failed.isValid());
    QVERIFY(resets.isEmpty());
}

void WebhookModelsTest::deliveries_moreThanAPage_areFetched()
{
    write([this](Transaction& transaction) {
        Delivery delivery;
        delivery.webhook = m_sample.local;
        delivery.eventId = "evt_00000000000000000001";
        delivery.type = "order.created";
        delivery.state = DeliveryState::Delivered;
        delivery.body = "{}";
        for (int i = 0; i < 250; ++i) {
            delivery.id = "dlv_" + QByteArray::number(i).rightJustified(20, '0');
            QVERIFY(transaction.set(
                {deliveriesSpace(m_sample.local), Key(delivery.id)}, encode(delivery)));
        }
    });
    DeliveriesModel model(store());
    model.show(m_sample.local);
    QTRY_COMPARE(model.rowCount(), DeliveriesModel::pageSize);
    for (int rows : {200, 250}) {
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), rows);
    }
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.at(249).id, "dlv_00000000000000000000");
}

void WebhookModelsTest::deliveries_filtered_followWhatHappens()
{
    DeliveriesModel model(store());
    const QAbstractItemModelTester tester(&model);
    model.show(m_sample.shop);
    model.setFilter(DeliveryFilter::Delivered); // while all are being read
    QTRY_COMPARE(model.rowCount(), 6);
    const QString delivered = u"delivered"_s;
    QCOMPARE(cells(model, DeliveriesModel::StateColumn), QStringList(6, delivered).join(u", "_s));
    model.setFilter(DeliveryFilter::Abandoned);
    QTRY_COMPARE(cells(model, DeliveriesModel::StateColumn), u"given up"_s);
    model.setFilter(DeliveryFilter::Open);
    QTRY_COMPARE(cells(model, DeliveriesModel::StateColumn), u"tries again"_s);
    write([this, &model](Transaction& transaction) {
        QVERIFY(abandon(transaction, m_sample.shop, model.at(0).id));
    });
    QTRY_COMPARE(model.rowCount(), 0);
    model.setFilter(DeliveryFilter::Abandoned);
    QTRY_COMPARE(model.rowCount(), 2);
    model.show(m_sample.local);
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.rowCount(), 0);
    model.setFilter(DeliveryFilter::Any);
    model.show(m_sample.shop);
    QTRY_COMPARE(model.rowCount(), 9);
}

void WebhookModelsTest::deliveries_marked_sayso()
{
    DeliveriesModel model(store());
    const QAbstractItemModelTester tester(&model);
    model.show(m_sample.shop);
    QTRY_COMPARE(model.rowCount(), 9);
    const auto marks = [&model] {
        QList<int> rows;
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, 0).data(MarkedRole).toBool())
                rows << row;
        return rows;
    };
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setMarked(model.at(4).id);
    QCOMPARE(marks(), QList{4});
    QCOMPARE(changes.size(), 1);
    const QModelIndex time = model.index(4, DeliveriesModel::TimeColumn);
    QCOMPARE(
        time.data(Qt::AccessibleTextRole).toString(),
        time.data().toString() + u", compared with"_s);
    QVERIFY(time.data(Qt::ToolTipRole).toString().contains(u"others are compared"_s));
    model.setMarked(model.at(2).id);
    QCOMPARE(marks(), QList{2});
    QCOMPARE(changes.size(), 3);
    model.setMarked({});
    QCOMPARE(marks(), QList<int>());
    QVERIFY(!model.index(2, DeliveriesModel::TimeColumn).data(Qt::AccessibleTextRole).isValid());
}

void WebhookModelsTest::deliveries_countdown_moves()
{
    DeliveriesModel model(store());
    model.show(m_sample.shop);
    QTRY_COMPARE(model.rowCount(), 9);
    const auto next = [&model] {
        return model.index(0, DeliveriesModel::NextColumn).data().toString();
    };
    QCOMPARE(next(), u"4:12"_s);
    m_service->clock.advance(Milliseconds(2'000));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.tick();
    QCOMPARE(changes.size(), 1); // of the one that waits
    QCOMPARE(next(), u"4:10"_s);
    model.setEnabled(false);
    QCOMPARE(next(), u"on hold"_s);
}

void WebhookModelsTest::deliveries_anotherWebhook_startAnew()
{
    DeliveriesModel model(store());
    const QAbstractItemModelTester tester(&model);
    model.show(m_sample.local);
    model.show(m_sample.shop); // while the first is being read
    QTRY_COMPARE(model.rowCount(), 9);
    model.show(m_sample.local);
    QCOMPARE(model.rowCount(), 0);
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.rowCount(), 0);
    model.show({});
    QVERIFY(!model.isLoaded());
}

void WebhookModelsTest::whyText_eachAnswer_saysWhatToDo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("says");
    QTest::newRow("unauthorized") << 401 << u"another secret"_s;
    QTest::newRow("missing") << 404 << u"nothing at this path"_s;
    QTest::newRow("redirect") << 302 << u"not followed"_s;
    QTest::newRow("gone") << 410 << u"wants no more"_s;
    QTest::newRow("failure") << 503 << u"Its own log"_s;
    QTest::newRow("other") << 422 << u"422 instead of 2xx"_s;
    QTest::newRow("none") << 0 << u"There was no answer."_s;
}

void WebhookModelsTest::whyText_eachAnswer_saysWhatToDo()
{
    QFETCH(int, status);
    QFETCH(QString, says);
    Delivery delivery;
    delivery.state = DeliveryState::Retrying;
    QVERIFY(whyText(delivery, true).isEmpty());
    QVERIFY(whyText(delivery, false).contains(u"disabled"_s));
    Attempt attempt;
    attempt.status = status;
    for (const QString& error :
         {u"Not sent: 10.0.0.1 is private."_s, u"No answer came within 10 s."_s}) {
        attempt.error = error;
        delivery.attempts = {attempt};
        QCOMPARE(whyText(delivery, true) == error, status == 0); // alone, it says all
    }
    attempt.error.clear();
    delivery.attempts = {attempt};
    QVERIFY2(whyText(delivery, true).contains(says), qPrintable(whyText(delivery, true)));
    delivery.state = DeliveryState::Failed;
    delivery.tries = 8;
    QVERIFY(whyText(delivery, true).contains(u"after 8 attempts"_s));
    delivery.state = DeliveryState::Delivered;
    QVERIFY(whyText(delivery, true).isEmpty());
}

void WebhookModelsTest::curlOf_delivery_bearsSignatureAndNoSecret()
{
    DeliveryReport report;
    report.endpoint.url = "https://a.example/it's?x=1&y";
    report.delivery.id = "dlv_1";
    report.delivery.webhook = "wh_1";
    report.delivery.type = "order.created";
    report.body = R"({"name":"O'Brien"})";
    report.signature = "5f";
    QCOMPARE(
        curlOf(report),
        R"(curl 'https://a.example/it'\''s?x=1&y' -H 'Content-Type: application/json' )"
        R"(-H 'x-stateset-signature: 5f' -H 'X-Webhook-Id: wh_1' )"
        R"(-H 'X-Webhook-Event: order.created' -H 'X-Webhook-Delivery: dlv_1' )"
        R"(--data-raw '{"name":"O'\''Brien"}')");
    QVERIFY(!requestHeadText(report).contains(u"kept no more"_s));
    report.hasBody = false;
    QVERIFY(requestHeadText(report).endsWith(u"kept no more.)"_s));
    // What curl says itself is left out; the signature is that of now.
    Attempt attempt;
    attempt.requestHeaders = {
        {"Host", "a.example"}, {"Content-Length", "18"}, {"X-Stateset-Signature", "00"}};
    report.delivery.attempts = {attempt};
    QVERIFY(curlOf(report).contains(" -H 'X-Stateset-Signature: 5f' --data-raw "));
    QVERIFY(!curlOf(report).contains("Host"));
}

void WebhookModelsTest::received_manyAndEvicted_areFollowed()
{
    SystemClock clock;
    Receiver receiver({.clock = &clock, .capacity = 5});
    QVERIFY(receiver.start());
    ReceiverModel model(receiver);
    const QAbstractItemModelTester tester(&model);
    const auto send = [&receiver](int from, int to) {
        for (int i = from; i < to; ++i)
            QCOMPARE(call(receiver.port(), "POST /" + QByteArray::number(i), "{}").status, 200);
    };
    send(0, 3);
    QTRY_COMPARE(cells(model, ReceiverModel::PathColumn), u"/2, /1, /0"_s);
    QTRY_COMPARE(cells(model, ReceiverModel::StatusColumn), u"200, 200, 200"_s);
    QCOMPARE(cells(model, ReceiverModel::SignatureColumn), u"unsigned, unsigned, unsigned"_s);
    send(3, 7);
    QTRY_COMPARE(cells(model, ReceiverModel::PathColumn), u"/6, /5, /4, /3, /2"_s);
    send(7, 20); // all that was shown has gone
    QTRY_COMPARE(cells(model, ReceiverModel::PathColumn), u"/19, /18, /17, /16, /15"_s);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    send(20, 21);
    QTRY_COMPARE(cells(model, ReceiverModel::PathColumn), u"/20"_s);
}

void WebhookModelsTest::received_senderThatLeft_isToldOf()
{
    Received received;
    QCOMPARE(receivedStatusText(received), u"–"_s);
    QVERIFY(receivedStatusSentence(received).isEmpty());
    received.hasLeft = true;
    QCOMPARE(receivedStatusText(received), u"gone"_s);
    QVERIFY(receivedStatusSentence(received).contains(u"sender had gone"_s));
    received.isOpen = true;
    QCOMPARE(receivedStatusText(received), u"…"_s);
}

QTEST_MAIN(WebhookModelsTest)
#include "tst_webhookmodels.moc"
