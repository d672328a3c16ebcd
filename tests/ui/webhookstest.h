// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/endpoint.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/webhooksample.h"

#include <QUrl>

namespace stateroom::ui {

class EndpointPanel;
class ListTable;
class ReceiverPanel;
class WebhooksPlace;

/// A service, and its webhooks in the real window: what the tests of that place have in common.
class WebhooksTest : public QObject {
protected:
    /// For `init()`.
    void begin();
    /// For `cleanup()`.
    void end();

    /// Opens the window in the place; with the sample of a shop, all of it read.
    void open();
    void openSample();

    WebhooksPlace& place();
    EndpointPanel& endpoint();
    ReceiverPanel& receiver();
    ListTable& deliveries();
    void chooseDelivery(int row);
    std::optional<webhooks::Endpoint> stored(const QByteArray& id);
    /// Starts the receiver and makes its webhook, as a newcomer does.
    void startReceiver();
    /// What the receiver's list says.
    QString field(int row, int column);
    quint16 receiverPort();

    std::unique_ptr<test::TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
    WebhookSample m_sample;
};

/// Presses the visible button with this text.
bool pressButton(QWidget& within, const QString& text);

} // namespace stateroom::ui
