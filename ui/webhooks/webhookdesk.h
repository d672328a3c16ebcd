// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/model/valuedifference.h"
#include "ui/webhooks/deliverytext.h"

#include <QObject>

namespace stateroom::ui {

/// What was asked for, or why not as sentences for the user.
template <class T> using Answered = tl::expected<T, QString>;

/// What the window asks of the store about webhooks. Nothing here waits; answers come by the event
/// loop, unless the desk has gone by then.
class WebhookDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebhookDesk)

public:
    template <class T> using Told = std::function<void(const Answered<T>&)>;

    /// The store must outlive it.
    explicit WebhookDesk(Store& store, QObject* parent = nullptr);

    Store& store() { return m_store; }
    /// Not in a follower.
    bool mayWrite() const { return m_store.mode() != StoreMode::Follow; }

    /// Registers a webhook; with its secret, which is told this once.
    void add(const JsonText& body, const Told<webhooks::Registered>& told);
    void change(const QByteArray& webhook, const JsonText& patch, const Told<bool>& told);
    void setEnabled(const QByteArray& webhook, bool enabled, const Told<bool>& told);
    /// With its secret and all of its deliveries.
    void remove(const QByteArray& webhook, const Told<bool>& told);
    void renewSecret(const QByteArray& webhook, const Told<webhooks::Registered>& told);
    /// Empty when it has none.
    void readSecret(const QByteArray& webhook, const Told<QByteArray>& told);

    /// Each tells the id of the delivery that will be sent.
    void sendTest(const QByteArray& webhook, const Told<QByteArray>& told);
    void
    sendAgain(const QByteArray& webhook, const QByteArray& delivery, const Told<QByteArray>& told);
    void abandon(const QByteArray& webhook, const QByteArray& delivery, const Told<bool>& told);

    void
    report(const QByteArray& webhook, const QByteArray& delivery, const Told<DeliveryReport>& told);
    /// How the body of one delivery differs from that of another of the same webhook.
    void compare(
        const QByteArray& webhook, const QByteArray& before, const QByteArray& after,
        const Told<ValueDifference>& told);

private:
    /// `work`: `business::Outcome<T>(Transaction&)`.
    template <class T, class Work> void ask(Work work, const Told<T>& told);
    /// `work`: `Result<T>(Reader&)`.
    template <class T, class Work> void look(Work work, const Told<T>& told);

    Store& m_store;
};

} // namespace stateroom::ui
