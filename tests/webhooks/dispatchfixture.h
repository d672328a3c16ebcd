// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/dispatcher.h"
#include "tests/webhooks/receiver.h"
#include "tests/webhooks/webhooksfixture.h"

namespace stateroom::test {

/// Longer than anything takes, also under a sanitizer on a busy machine.
constexpr int dispatchPatience = 30'000;

/// A store with webhooks, and a dispatcher that sends to receivers of this thread.
class DispatchFixture : public WebhooksFixture {
public:
    ~DispatchFixture() { dispatcher.reset(); }
    DispatchFixture() = default;
    Q_DISABLE_COPY_MOVE(DispatchFixture)

    void start(webhooks::SenderOptions sender = {})
    {
        dispatcher = std::make_unique<webhooks::Dispatcher>(
            store(), webhooks::DispatcherOptions{&clock, {}, std::move(sender)});
    }
    QByteArray webhookTo(const Receiver& receiver, const QByteArray& events = R"("*")")
    {
        auto made = registered(R"({"url":")" + receiver.url() + R"(","events":[)" + events + "]}");
        return made ? made->record.id : "!" + errorText(made).toUtf8();
    }
    /// Every delivery of a webhook, oldest first.
    std::vector<webhooks::Delivery> all(const QByteArray& webhook)
    {
        auto page = webhooks::readDeliveries(reader(), webhook, 2 * Reader::maxPage).value();
        std::reverse(page.deliveries.begin(), page.deliveries.end());
        return std::move(page.deliveries);
    }
    /// Their states, `delivered retrying`.
    QByteArray states(const QByteArray& webhook)
    {
        QByteArrayList names;
        for (const webhooks::Delivery& delivery : all(webhook))
            names << webhooks::nameOf(delivery.state).toByteArray();
        return names.join(' ');
    }
    /// `enabled`, or why it is not.
    QByteArray statusOf(const QByteArray& webhook)
    {
        const auto endpoint = webhooks::readEndpoint(reader(), webhook).value();
        if (!endpoint)
            return "missing";
        if (endpoint->enabled)
            return "enabled";
        return endpoint->disabledReason.isEmpty() ? "disabled" : endpoint->disabledReason;
    }
    /// Moves the clock and has the dispatcher look at it.
    void pass(Milliseconds time)
    {
        clock.advance(time);
        dispatcher->look();
    }
    qint64 keysIn(const Namespace& space)
    {
        const auto info = reader().space(space).value();
        return info ? info->keys : 0;
    }

    std::unique_ptr<webhooks::Dispatcher> dispatcher;
};

} // namespace stateroom::test
