// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/webhookstest.h"

#include "tests/ui/watchedapplication.h"
#include "ui/shell/serverplaces.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhooksplace.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>

namespace stateroom::ui {

using namespace test;
using namespace webhooks;
using namespace Qt::StringLiterals;

void WebhooksTest::begin()
{
    failOnWarnings();
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    QGuiApplication::clipboard()->clear();
}

void WebhooksTest::end()
{
    m_window.reset();
    m_service.reset();
}

void WebhooksTest::open()
{
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
    m_window->press(Qt::Key_6, Qt::AltModifier);
    QCOMPARE(m_window->window().currentPlace(), u"webhooks"_s);
    QTRY_VERIFY(place().model().isLoaded());
}

void WebhooksTest::openSample()
{
    m_sample = writeWebhookSample(*m_service);
    open();
    QTRY_COMPARE(place().model().rowCount(), 3);
    QTRY_COMPARE(endpoint().model().rowCount(), 9); // the first one's
}

void WebhooksTest::chooseDelivery(int row)
{
    deliveries().setFocus();
    const QModelIndex index = endpoint().model().index(row, 0);
    deliveries().scrollTo(index);
    QTest::mouseClick(
        deliveries().viewport(), Qt::LeftButton, {}, deliveries().visualRect(index).center());
    QTRY_COMPARE(endpoint().detail().shown(), endpoint().model().at(row).id);
}

void WebhooksTest::startReceiver()
{
    open();
    place().receiverAction()->trigger();
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!place().receiverUrl().isEmpty());
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(place().model().rowCount(), 1);
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
}

std::optional<Endpoint> WebhooksTest::stored(const QByteArray& id)
{
    const auto reader = m_service->store().openReader().value();
    return readEndpoint(*reader, id).value();
}

WebhooksPlace& WebhooksTest::place()
{
    return *m_window->window().findChild<WebhooksPlace*>();
}

EndpointPanel& WebhooksTest::endpoint()
{
    return place().endpoint();
}

ReceiverPanel& WebhooksTest::receiver()
{
    return place().receiver();
}

ListTable& WebhooksTest::deliveries()
{
    return endpoint().view();
}

QString WebhooksTest::field(int row, int column)
{
    return receiver().model().index(row, column).data().toString();
}

quint16 WebhooksTest::receiverPort()
{
    return quint16(QUrl(place().receiverUrl()).port());
}

bool pressButton(QWidget& within, const QString& text)
{
    for (auto* button : within.findChildren<QPushButton*>())
        if (button->isVisible() && button->isEnabled() && button->text() == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
    return false;
}

} // namespace stateroom::ui
