// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"
#include "core/webhooks/dispatcher.h"
#include "tests/webhooks/receiver.h"
#include "tests/webhooks/webhooksfixture.h"

namespace stateroom::test {

/// Longer than anything takes, also under a sanitizer on a busy machine.
constexpr int dispatchPatience = 30'000;
#define WAIT_FOR(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, stateroom::test::dispatchPatience)
#define WAIT_COMPARE(actual, expected)                                                             \
    QTRY_COMPARE_WITH_TIMEOUT(actual, expected, stateroom::test::dispatchPatience)

/// Fields of what receivers are sent.
inline const QByteArray typeField = "x-webhook-event";
inline const QByteArray idField = "x-webhook-delivery";

/// An order by which its deliveries are told apart.
inline QByteArray numbered(int n)
{
    return "{\"n\":" + QByteArray::number(n) + '}';
}

/// The number of the order that was sent; -1 when it has none.
inline int numberOf(const Receiver::Seen& seen)
{
    const JsonText body = json(seen.body);
    const auto n = JsonView(body).member("data")->member("object")->member("n");
    return n ? int(n->toInt64().value()) : -1;
}

/// The numbers of all that came: `1 2 3`.
inline QByteArray numbers(const Receiver& receiver)
{
    QByteArrayList found;
    for (const Receiver::Seen& seen : receiver.seen())
        found << QByteArray::number(numberOf(seen));
    return found.join(' ');
}

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
    /// A running dispatcher and a webhook for new orders; its id.
    QByteArray startFor(const Receiver& receiver)
    {
        if (auto opened = open(); !opened)
            qFatal("%s", qPrintable(errorText(opened)));
        start();
        return webhookTo(receiver, R"("order.created")");
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
