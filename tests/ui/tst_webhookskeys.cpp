// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keyboard is in the place for webhooks, and what stays there.
#include "core/webhooks/signature.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/webhookstest.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/receiverhead.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/emptyplace.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QTest>
#include <QUrl>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

class WebhooksKeysTest final : public WebhooksTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void webhook_deletedByKeyboard_asksFirst();
    void notice_byTab_isReached_data();
    void notice_byTab_isReached();
    void receiver_byEnter_isStartedAndGetsItsWebhook();
    void receiver_placeLeftAndEntered_isStillShown();
    void receiver_openedFromTheList_leavesNoRowChosen();
    void receiver_otherWebhooksSignature_saysWhoseSecret();
    void deliveries_filtered_byKeyboardAndBack();
    void delivery_sentNowTwice_saysThatItIsBeingSent();
};

void WebhooksKeysTest::webhook_deletedByKeyboard_asksFirst()
{
    openSample();
    place().view().setFocus();
    const auto focused = [] {
        const auto* button = qobject_cast<QPushButton*>(QApplication::focusWidget());
        return button != nullptr ? button->text() : QString();
    };
    m_window->press(Qt::Key_Delete);
    QCOMPARE(focused(), u"Keep it"_s);
    m_window->press(Qt::Key_Escape);
    QVERIFY(endpoint().notice().text().isEmpty());
    QVERIFY(place().view().hasFocus());
    m_window->press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(focused(), u"Keep the old one"_s);
    m_window->press(Qt::Key_Return);
    QVERIFY(endpoint().notice().text().isEmpty());
    QVERIFY(place().view().hasFocus());
    QCOMPARE(place().model().rowCount(), 3);
    m_window->press(Qt::Key_Delete);
    m_window->press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(focused(), u"Delete it"_s);
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE(place().model().rowCount(), 2);
    QVERIFY(place().view().hasFocus());
}

void WebhooksKeysTest::notice_byTab_isReached_data()
{
    QTest::addColumn<bool>("withDelivery");
    QTest::newRow("list") << false;
    QTest::newRow("list and a delivery") << true;
}

void WebhooksKeysTest::notice_byTab_isReached()
{
    QFETCH(bool, withDelivery);
    openSample();
    if (withDelivery) {
        endpoint().view().setCurrentIndex(endpoint().model().index(1, 0));
        QTRY_VERIFY(endpoint().detail().isVisible());
    }
    place().view().setFocus();
    m_window->press(Qt::Key_Delete);
    place().view().setFocus();
    QStringList reached;
    for (int step = 0; step < 60; ++step) {
        m_window->press(Qt::Key_Tab);
        if (const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget()))
            reached << button->text();
        if (place().view().hasFocus())
            break;
    }
    QVERIFY(place().view().hasFocus());
    for (const QString& text :
         {u"Send a test event"_s, u"Delete the webhook"_s, u"Delete it"_s, u"Keep it"_s})
        QVERIFY2(reached.contains(text), qPrintable(reached.join(u", "_s)));
}

void WebhooksKeysTest::receiver_byEnter_isStartedAndGetsItsWebhook()
{
    open();
    for (auto* button : place().empty().findChildren<QPushButton*>())
        if (button->text() == u"Try it with the built-in receiver"_s)
            button->setFocus();
    m_window->press(Qt::Key_Return);
    QVERIFY(receiver().isVisible());
    m_window->press(Qt::Key_Return);
    QVERIFY(!place().receiverUrl().isEmpty());
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE(place().model().rowCount(), 1);
}

void WebhooksKeysTest::receiver_placeLeftAndEntered_isStillShown()
{
    openSample();
    place().receiverAction()->trigger();
    m_window->press(Qt::Key_1, Qt::AltModifier);
    m_window->press(Qt::Key_6, Qt::AltModifier);
    QVERIFY(receiver().isVisible());
    QVERIFY(place().receiverAction()->isChecked());
    // The list still leads to a webhook, of whichever row.
    place().view().setFocus(Qt::TabFocusReason);
    QVERIFY(receiver().isVisible());
    m_window->press(Qt::Key_Return);
    QVERIFY(endpoint().isVisible());
    place().receiverAction()->trigger();
    place().view().setFocus(Qt::TabFocusReason);
    m_window->press(Qt::Key_Down);
    QVERIFY(endpoint().isVisible());
    place().receiverAction()->trigger();
    QVERIFY(receiver().isVisible());
    QTest::mouseClick(
        place().view().viewport(), Qt::LeftButton, {},
        place().view().visualRect(place().model().index(0, 0)).center());
    QVERIFY(endpoint().isVisible());
    QVERIFY(!place().receiverAction()->isChecked());
}

void WebhooksKeysTest::receiver_openedFromTheList_leavesNoRowChosen()
{
    openSample();
    place().view().setFocus();
    QVERIFY(place().view().selectionModel()->hasSelection());
    m_window->press(Qt::Key_R, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(receiver().isVisible());
    QVERIFY(!place().view().selectionModel()->hasSelection());
    QVERIFY(!place().view().currentIndex().isValid());
    place().choose(place().model().at(1).endpoint.id);
    QVERIFY(!place().receiverAction()->isChecked());
    QCOMPARE(place().view().selectionModel()->selectedRows().value(0).row(), 1);
}

void WebhooksKeysTest::receiver_otherWebhooksSignature_saysWhoseSecret()
{
    open();
    place().receiverAction()->trigger();
    receiver().stepAction()->trigger();
    receiver().stepAction()->trigger(); // its webhook
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
    const quint16 port = quint16(QUrl(place().receiverUrl()).port());
    const auto verdict = [this] {
        return receiver().model().index(0, ReceiverModel::SignatureColumn).data().toString();
    };
    const QByteArray body = R"({"type":"order.created"})";
    const auto send = [&](const QByteArray& id) {
        return call(
                   port, "POST /", body,
                   {{"x-stateset-signature", sign("whsec_other", body)}, {"X-Webhook-Id", id}})
            .status;
    };
    QCOMPARE(send("wh_other"), 200);
    QTRY_COMPARE(verdict(), u"does not fit"_s);
    QTRY_VERIFY(receiver().verdict().text().contains(u"names the webhook wh_other,"_s));
    QCOMPARE(send(QByteArray(65, 'x')), 200);
    QTRY_COMPARE(receiver().model().rowCount(), 2);
    QTRY_VERIFY(!receiver().verdict().text().contains(u"names the webhook"_s));
}

void WebhooksKeysTest::deliveries_filtered_byKeyboardAndBack()
{
    openSample();
    ChoiceBox& states = endpoint().states();
    endpoint().takeKeyboard();
    m_window->press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(states.hasFocus());
    m_window->press(Qt::Key_Down);
    QCOMPARE(states.currentText(), u"Waiting"_s);
    QTRY_COMPARE(endpoint().model().rowCount(), 1);
    m_window->press(Qt::Key_End);
    QCOMPARE(states.currentText(), u"Given up"_s);
    QTRY_COMPARE(endpoint().model().rowCount(), 1);
    QTRY_COMPARE(endpoint().model().at(0).state, DeliveryState::Abandoned);
    QVERIFY(!endpoint().showAllButton().isVisible());
    // Sent again it waits, and is shown all the same.
    endpoint().takeKeyboard();
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(endpoint().model().rowCount(), 10);
    QCOMPARE(states.currentIndex(), 0);
    QTRY_COMPARE(endpoint().view().currentIndex().row(), 0);
    // Another webhook shows all of its own; what nothing passes says so.
    place().choose(m_sample.local);
    QTRY_VERIFY(endpoint().model().isLoaded());
    states.setCurrentIndex(2);
    QTRY_VERIFY(endpoint().showAllButton().isVisible());
    endpoint().showAllButton().setFocus();
    m_window->press(Qt::Key_Return);
    QVERIFY(states.hasFocus());
    QCOMPARE(states.currentIndex(), 0);
    QTRY_VERIFY(!endpoint().showAllButton().isVisible());
    states.setCurrentIndex(2);
    place().choose(m_sample.shop);
    QCOMPARE(states.currentIndex(), 0);
}

void WebhooksKeysTest::delivery_sentNowTwice_saysThatItIsBeingSent()
{
    open();
    place().receiverAction()->trigger();
    receiver().stepAction()->trigger();
    receiver().stepAction()->trigger(); // its webhook
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
    receiver().head().answer().setCurrentIndex(receiver().head().answer().count() - 1); // slow
    receiver().stepAction()->trigger(); // a test event
    QTRY_COMPARE(receiver().model().rowCount(), 1);
    place().choose(place().model().at(0).endpoint.id);
    QTRY_COMPARE(endpoint().model().rowCount(), 1);
    endpoint().takeKeyboard();
    for (int time = 0; time < 2; ++time) {
        m_window->press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(endpoint().notice().text().contains(u"being sent now"_s));
    }
    receiver().stopAction()->trigger(); // which ends the attempt
    QTRY_COMPARE(endpoint().model().at(0).state, DeliveryState::Retrying);
    QTRY_VERIFY(endpoint().notice().text().isEmpty());
}

STATEROOM_WATCHED_MAIN(WebhooksKeysTest)
#include "tst_webhookskeys.moc"
