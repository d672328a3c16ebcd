// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver of webhooks in the real window: from nothing to a verified event, and what it
// answers.
#include "core/webhooks/signature.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/webhookstest.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/messageview.h"
#include "ui/webhooks/receiverhead.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

class WebhookReceiverTest final : public WebhooksTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void newcomer_fromNothing_seesVerifiedEvent();
    void receiver_secretGiven_checksAnySender();
    void receiver_answers410_webhookIsDisabledAndEnabledAgain();
    void receiver_stoppedAndStarted_pointsItsWebhookThere();
    void hostileRequest_shown_isPlainText();
};

void WebhookReceiverTest::newcomer_fromNothing_seesVerifiedEvent()
{
    open();
    QVERIFY(pressButton(m_window->window(), u"Try it with the built-in receiver"_s));
    QVERIFY(pressButton(receiver(), u"Start the receiver"_s));
    QVERIFY(place().receiverUrl().startsWith(u"http://127.0.0.1:"_s));
    QVERIFY(pressButton(receiver(), u"Make a webhook for it"_s));
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
    QVERIFY(pressButton(receiver(), u"Send a test event"_s));
    QTRY_COMPARE_WITH_TIMEOUT(receiver().model().rowCount(), 1, patienceMs);
    QTRY_COMPARE(field(0, ReceiverModel::StatusColumn), u"200"_s);
    QCOMPARE(field(0, ReceiverModel::SignatureColumn), u"✓ verified"_s);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"webhook.test"_s);
    QVERIFY(receiver().verdict().text().startsWith(u"Verified: "_s));
    QTRY_VERIFY(receiver().message().text().contains(u"\"type\": \"webhook.test\""_s));
    // An order, of whichever program, too.
    ApiKey wish;
    wish.api = ApiKind::Business;
    const QByteArray key = m_service->service().keyStore().make(wish).value().text;
    const HttpAnswer order = m_service->call(
        "POST /v1/orders", business::catalogue().resource("orders")->sample.bytes(),
        {{"Authorization", "Bearer " + key}});
    QVERIFY2(order.status == 201, order.body.constData());
    QTRY_COMPARE_WITH_TIMEOUT(receiver().model().rowCount(), 2, patienceMs);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"order.created"_s);
    QCOMPARE(field(0, ReceiverModel::SignatureColumn), u"✓ verified"_s);
    // And the sender's side of it.
    place().choose(place().model().at(0).endpoint.id);
    QTRY_COMPARE(endpoint().model().rowCount(), 2);
    QTRY_COMPARE(endpoint().model().at(0).state, DeliveryState::Delivered);
    chooseDelivery(0);
    QTRY_VERIFY(endpoint().detail().answer().contains(u"{\"received\":true}"_s));
}

void WebhookReceiverTest::receiver_secretGiven_checksAnySender()
{
    open();
    place().receiverAction()->trigger();
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!place().receiverUrl().isEmpty());
    const QByteArray body = R"({"action":"opened"})";
    const QByteArray digest = sign("it's a secret", body);
    QCOMPARE(
        call(
            receiverPort(), "POST /github", body,
            {{"X-Hub-Signature-256", "sha256=" + digest}, {"X-GitHub-Event", "pull_request"}})
            .status,
        200);
    QTRY_COMPARE(field(0, ReceiverModel::SignatureColumn), u"not checked"_s);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"pull_request"_s);
    QVERIFY(receiver().verdict().text().contains(u"X-Hub-Signature-256"_s));
    receiver().head().secretField().setFocus();
    QTest::keyClicks(QApplication::focusWidget(), u"it's a secre"_s);
    QTRY_COMPARE(field(0, ReceiverModel::SignatureColumn), u"does not fit"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"t"_s);
    QTRY_COMPARE(field(0, ReceiverModel::SignatureColumn), u"✓ verified"_s);
    QTRY_VERIFY(receiver().verdict().text().startsWith(u"Verified"_s));
    m_window->press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(receiver().model().rowCount(), 0);
}

void WebhookReceiverTest::receiver_answers410_webhookIsDisabledAndEnabledAgain()
{
    startReceiver();
    ChoiceBox& answer = receiver().head().answer();
    answer.setFocus();
    m_window->press(Qt::Key_Down);
    QCOMPARE(answer.currentText(), u"410, gone"_s);
    receiver().stepAction()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(receiver().model().rowCount(), 1, patienceMs);
    QTRY_COMPARE(field(0, ReceiverModel::StatusColumn), u"410"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        receiver().stepAction()->text(), u"Enable its webhook again"_s, patienceMs);
    answer.setCurrentIndex(0);
    QVERIFY(pressButton(receiver(), u"Enable its webhook again"_s));
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
}

void WebhookReceiverTest::receiver_stoppedAndStarted_pointsItsWebhookThere()
{
    startReceiver();
    const QString url = place().receiverUrl();
    m_window->press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(place().receiverUrl().isEmpty());
    QCOMPARE(receiver().stepAction()->text(), u"Start the receiver"_s);
    // Somebody else has taken its port by the next start.
    SystemClock clock;
    Receiver other({.clock = &clock});
    QVERIFY(other.start(quint16(QUrl(url).port())));
    receiver().stepAction()->trigger();
    QVERIFY(!place().receiverUrl().isEmpty());
    QVERIFY(place().receiverUrl() != url);
    QCOMPARE(receiver().stepAction()->text(), u"Point its webhook here"_s);
    receiver().stepAction()->trigger();
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
    QCOMPARE(place().model().rowCount(), 1);
    QCOMPARE(QString::fromLatin1(place().model().at(0).endpoint.url), place().receiverUrl());
}

void WebhookReceiverTest::hostileRequest_shown_isPlainText()
{
    open();
    place().receiverAction()->trigger();
    receiver().stepAction()->trigger();
    call(
        receiverPort(), "POST /<img%20src=x>", "<script>alert(1)</script>\x1b[31m\u202e",
        {{"X-Webhook-Event", "<b>bold</b>"}});
    QTRY_COMPARE(receiver().model().rowCount(), 1);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"<b>bold</b>"_s);
    QTRY_VERIFY(receiver().message().text().contains(u"<script>alert(1)</script>"_s));
    QVERIFY(!receiver().message().text().contains(QChar(0x1b)));
    QVERIFY(!receiver().message().text().contains(QChar(0x202e)));
    const QString toolTip =
        receiver().model().index(0, ReceiverModel::EventColumn).data(Qt::ToolTipRole).toString();
    QVERIFY2(!toolTip.contains(u"<b>"_s), qPrintable(toolTip));
}

STATEROOM_WATCHED_MAIN(WebhookReceiverTest)
#include "tst_webhookreceiver.moc"
