// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"
#include "tests/business/businessfixture.h"

namespace stateroom::test {

/// A store with webhooks and records.
class WebhooksFixture : public BusinessFixture {
public:
    business::Outcome<webhooks::Registered> registered(const QByteArray& body)
    {
        return write([&](Transaction& t) { return webhooks::registerEndpoint(t, json(body)); });
    }
    /// The id of a new webhook that wants these events: `"order.created"`.
    QByteArray webhook(const QByteArray& events = R"("*")")
    {
        auto made = registered(R"({"url":"https://example.com/hooks","events":[)" + events + "]}");
        return made ? made->record.id : "!" + errorText(made).toUtf8();
    }
    business::Outcome<business::Record> changed(
        const QByteArray& id, const QByteArray& body,
        business::RecordWrite how = business::RecordWrite::Patch)
    {
        return write(
            [&](Transaction& t) { return webhooks::changeEndpoint(t, id, json(body), how); });
    }
    /// A record that is made with its events published; its id.
    QByteArray order(const QByteArray& body = "{}")
    {
        auto made = write([&](Transaction& t) -> business::Outcome<business::RecordChange> {
            auto change = business::createRecord(t, resource("orders"), json(body));
            if (!change)
                return change;
            if (auto published = webhooks::publish(t, resource("orders"), *change); !published)
                return failureOf(published);
            return change;
        });
        return made ? made->record.id : "!" + errorText(made).toUtf8();
    }
    void patchOrder(const QByteArray& id, const QByteArray& body)
    {
        auto changed = write([&](Transaction& t) -> business::Outcome<business::RecordChange> {
            auto change = business::changeRecord(
                t, resource("orders"), id, json(body), business::RecordWrite::Patch);
            if (!change)
                return change;
            if (auto published = webhooks::publish(t, resource("orders"), *change); !published)
                return failureOf(published);
            return change;
        });
        QVERIFY2(changed, qPrintable(errorText(changed)));
    }
    /// What is open of a webhook, in order.
    std::vector<webhooks::Delivery> waiting(const QByteArray& webhook)
    {
        auto page = webhooks::readOutbox(reader(), webhook, Reader::maxPage);
        return page ? std::move(page->deliveries) : std::vector<webhooks::Delivery>();
    }
    /// Their types, `order.created order.shipped`.
    QByteArray waitingTypes(const QByteArray& webhook)
    {
        QByteArrayList types;
        for (const webhooks::Delivery& delivery : waiting(webhook))
            types << delivery.type;
        return types.join(' ');
    }
    QByteArray recordText(const QByteArray& webhook)
    {
        auto found = business::readRecord(reader(), webhooks::endpointResource(), webhook);
        return found && *found ? (*found)->value.bytes() : QByteArray();
    }
};

} // namespace stateroom::test
