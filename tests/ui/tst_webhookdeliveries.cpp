// SPDX-License-Identifier: GPL-3.0-or-later
// Deliveries in the real window: what they show, sending again, giving up, comparing.
#include "core/webhooks/outbox.h"
#include "core/webhooks/signature.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/webhookstest.h"
#include "ui/model/diffmodel.h"
#include "ui/model/roles.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/messageview.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/differencepane.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QListWidget>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

class WebhookDeliveriesTest final : public WebhooksTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void delivery_chosen_showsRequestAnswerAndWhy();
    void delivery_asSent_showsTheBytes();
    void delivery_copiedAsCurl_isSignedAnew();
    void delivery_sentAgain_isANewOne();
    void delivery_givenUp_moves();
    void deliveries_compared_showTheDifference();
};

void WebhookDeliveriesTest::delivery_chosen_showsRequestAnswerAndWhy()
{
    openSample();
    place().view().setFocus();
    m_window->press(Qt::Key_Return); // on to its deliveries
    QVERIFY(deliveries().hasFocus());
    DeliveryDetail& detail = endpoint().detail();
    QTRY_VERIFY(detail.request().text().startsWith(
        u"POST https://shop.example/hooks/stateroom\nContent-Type: application/json\n"_s));
    QTRY_VERIFY(detail.request().text().contains(u"    \"object\": {\n"_s));
    QVERIFY(detail.why().text().startsWith(u"The receiver failed (500)."_s));
    QCOMPARE(detail.attempts().count(), 2);
    QVERIFY(detail.attempts().item(0)->text().endsWith(u"500  39 ms"_s));
    QVERIFY(detail.answer().contains(u"database is locked"_s));
    deliveries().setFocus();
    m_window->press(Qt::Key_End);
    m_window->press(Qt::Key_Up); // the one that has failed
    QTRY_COMPARE(detail.attempts().count(), 8);
    QCOMPARE(detail.answer(), u"There was no answer. Connection refused."_s);
    QVERIFY(detail.why().text().contains(u"after 8 attempts"_s));
    detail.attempts().setCurrentRow(1);
    QVERIFY(detail.answer().startsWith(u"500\n"_s));
    chooseDelivery(6);
    QTRY_VERIFY(detail.why().text().startsWith(u"The body was rewritten"_s));
    m_window->press(Qt::Key_End);
    QTRY_COMPARE(detail.answer(), u"It has not been sent yet."_s);
}

void WebhookDeliveriesTest::delivery_asSent_showsTheBytes()
{
    openSample();
    chooseDelivery(1);
    const auto reader = m_service->store().openReader().value();
    const auto delivery = readDelivery(*reader, m_sample.shop, endpoint().model().at(1).id);
    const QString bytes = QString::fromUtf8(*(*delivery)->body);
    QTRY_VERIFY(endpoint().detail().request().text().contains(u"\"Zoë Weiß\""_s));
    QVERIFY(!endpoint().detail().request().text().contains(bytes));
    endpoint().detail().request().showAsSent(true);
    QVERIFY(endpoint().detail().request().text().endsWith(u'\n' + bytes));
}

void WebhookDeliveriesTest::delivery_copiedAsCurl_isSignedAnew()
{
    openSample();
    chooseDelivery(1);
    m_window->press(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl "_s));
    const QByteArray line = QGuiApplication::clipboard()->text().toUtf8();
    const QByteArray body = line.sliced(line.indexOf("--data-raw '") + 12).chopped(1);
    QVERIFY(line.contains("'x-stateset-signature: " + sign(m_sample.secret, body) + '\''));
    QVERIFY(!line.contains(m_sample.secret));
    QVERIFY(!line.contains("whsec_"));
}

void WebhookDeliveriesTest::delivery_sentAgain_isANewOne()
{
    openSample();
    chooseDelivery(1);
    const Delivery old = endpoint().model().at(1);
    QCOMPARE(endpoint().againAction()->text(), u"Send again"_s);
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(endpoint().model().rowCount(), 10);
    QCOMPARE(endpoint().model().at(0).againOf, old.id);
    QCOMPARE(endpoint().model().at(0).eventId, old.eventId);
    QTRY_COMPARE(deliveries().currentIndex().row(), 0); // it is shown
    // One that waits is sent now.
    chooseDelivery(1);
    QVERIFY(endpoint().model().at(1).nextAt.value() > m_service->store().now());
    QCOMPARE(endpoint().againAction()->text(), u"Send now"_s);
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    const QByteArray open = endpoint().model().at(1).id;
    QTRY_VERIFY(
        endpoint().model().at(1).nextAt != Timestamp(0) &&
        (!endpoint().model().at(1).nextAt || endpoint().model().at(1).tries > 2 ||
         *endpoint().model().at(1).nextAt <= m_service->store().now()));
    QCOMPARE(endpoint().model().rowCount(), 10);
    QCOMPARE(endpoint().model().at(1).id, open);
}

void WebhookDeliveriesTest::delivery_givenUp_moves()
{
    openSample();
    chooseDelivery(1);
    QVERIFY(!endpoint().abandonAction()->isEnabled()); // it is done
    chooseDelivery(0);
    m_window->press(Qt::Key_Delete);
    QTRY_COMPARE(endpoint().model().at(0).state, DeliveryState::Abandoned);
    QTRY_VERIFY(endpoint().detail().why().text().contains(u"given up"_s));
    QVERIFY(!endpoint().abandonAction()->isEnabled());
}

void WebhookDeliveriesTest::deliveries_compared_showTheDifference()
{
    openSample();
    chooseDelivery(4);
    m_window->press(Qt::Key_D, Qt::ControlModifier);
    DifferencePane& difference = endpoint().detail().difference();
    QVERIFY(difference.isVisible());
    const auto isMarked = [this](int row) {
        return endpoint().model().index(row, 0).data(MarkedRole).toBool();
    };
    QVERIFY(isMarked(4));
    m_window->press(Qt::Key_Up);
    QTRY_COMPARE(difference.model().changed(), 4); // two ids, when, how much
    QVERIFY(isMarked(4) && !isMarked(3));
    m_window->press(Qt::Key_D, Qt::ControlModifier);
    QVERIFY(!difference.isVisible());
    QVERIFY(!isMarked(4));
    QVERIFY(endpoint().detail().request().isVisible());
}

STATEROOM_WATCHED_MAIN(WebhookDeliveriesTest)
#include "tst_webhookdeliveries.moc"
