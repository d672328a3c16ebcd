// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/webhooksapi.h"

#include "core/api/business/deliveryjson.h"
#include "core/api/business/listing.h"
#include "core/api/numbers.h"
#include "core/json/jsonobject.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"

namespace stateroom::business {

namespace {

using webhooks::Delivery;
using webhooks::DeliveryPage;

/// What a list of deliveries asks for.
struct PageWish {
    int limit = ListLimits::standardPage;
    QByteArray before; ///< a delivery's id; empty: from the newest
};

Checked<PageWish> wishOf(const Request& request)
{
    PageWish wish;
    std::vector<FieldProblem> problems;
    if (const auto limit = request.query.last("limit")) {
        const auto number = wholeNumber(*limit);
        if (number && *number >= 1 && *number <= ListLimits::maxPage)
            wish.limit = int(*number);
        else
            problems.push_back({"limit", "must be a whole number from 1 to 100."});
    }
    if (const auto cursor = request.query.last("cursor"); cursor && !cursor->isEmpty()) {
        const auto before = deliveryOfCursor(*cursor, request.parameters.front());
        if (before)
            wish.before = *before;
        else
            problems.push_back({"cursor", "is not one that this list has given."});
    }
    if (!problems.empty())
        return refuse(std::move(problems));
    return wish;
}

Response listAnswer(const Exchange& exchange, const DeliveryPage& page)
{
    QByteArray data = "[";
    for (const Delivery& delivery : page.deliveries) {
        if (data.size() > 1)
            data += ',';
        data += deliveryJson(delivery, DeliveryParts::WithoutBody);
    }
    data += ']';
    const bool goesOn = page.more && !page.deliveries.empty();
    return pageAnswer(
        exchange, data, goesOn ? deliveryCursor(page.deliveries.back()) : QByteArray());
}

/// A delivery that is on its way.
Outcome<Written> accepted(Outcome<Delivery> delivery)
{
    if (!delivery)
        return tl::unexpected(std::move(delivery).error());
    return Written{202, deliveryJson(*delivery, DeliveryParts::WithoutBody)};
}

Response missingWebhook(const Exchange& exchange, const QByteArray& id)
{
    return exchange.failure(Problem::of(missingRecord(webhooks::endpointResource(), id)));
}

} // namespace

std::shared_ptr<WebhooksApi> WebhooksApi::create(BusinessApi::Parts parts)
{
    return std::shared_ptr<WebhooksApi>(new WebhooksApi(std::move(parts)));
}

WebhooksApi::WebhooksApi(BusinessApi::Parts parts)
    : m_store(parts.store)
    , m_reader(std::move(parts.reader))
    , m_limits(parts.limits)
    , m_gatekeeper(parts.store, parts.keys, parts.rates, parts.clock, parts.servedAt)
{
}

void WebhooksApi::addRoutes(Router& router, const RouteTable& table)
{
    DescribedRoutes routes(router, table, [self = shared_from_this()](const auto& refusal) {
        return self->m_gatekeeper.refuse(refusal);
    });
    const auto add = [&](QByteArrayView id, Handle handle) {
        routes.add(
            id, [self = shared_from_this(), handle](const Request& request, const Reply& reply) {
                ((*self).*handle)(request, reply);
            });
    };
    add("listWebhookDeliveries", &WebhooksApi::listDeliveries);
    add("getWebhookDelivery", &WebhooksApi::getDelivery);
    add("resendWebhookDelivery", &WebhooksApi::resend);
    add("testWebhook", &WebhooksApi::sendTest);
    add("renewWebhookSecret", &WebhooksApi::renewSecret);
}

std::optional<Call> WebhooksApi::admit(const Request& request, const Reply& reply, bool writes)
{
    const QByteArray& type = webhooks::endpointResource().name;
    return m_gatekeeper.admit(request, reply, {type, request.parameters.front(), writes});
}

void WebhooksApi::write(const Request& request, const Reply& reply, Work work)
{
    const auto call = admit(request, reply, true);
    if (!call || !acceptsBody(request, reply, *call, m_limits))
        return;
    writeRecord(
        m_store, request, reply, *call,
        EntryName{webhooks::endpointSpace(), Key(request.parameters.front())},
        [id = request.parameters.front(), work = std::move(work)](Transaction& transaction) {
            return work(transaction, id);
        });
}

void WebhooksApi::listDeliveries(const Request& request, const Reply& reply)
{
    const auto call = admit(request, reply, false);
    if (!call)
        return;
    const auto wish = wishOf(request);
    if (!wish)
        return reply.send(call->exchange.failure(Problem::of(wish.error())));
    const QByteArray& id = request.parameters.front();
    m_store.read(
        [id, wish = *wish](Reader& reader) -> Result<std::optional<DeliveryPage>> {
            auto endpoint = webhooks::readEndpoint(reader, id);
            if (!endpoint)
                return failureOf(endpoint);
            if (!*endpoint)
                return std::nullopt;
            auto page = webhooks::readDeliveries(reader, id, wish.limit, wish.before);
            if (!page)
                return failureOf(page);
            return std::move(*page);
        },
        reply.context(),
        [reply, id, exchange = call->exchange](const Result<std::optional<DeliveryPage>>& page) {
            if (!page)
                return reply.send(exchange.failure(Problem::of(page.error())));
            reply.send(*page ? listAnswer(exchange, **page) : missingWebhook(exchange, id));
        });
}

void WebhooksApi::getDelivery(const Request& request, const Reply& reply)
{
    const auto call = admit(request, reply, false);
    if (!call)
        return;
    const QByteArray& id = request.parameters.front();
    auto endpoint = webhooks::readEndpoint(*m_reader, id);
    if (!endpoint)
        return reply.send(call->exchange.failure(Problem::of(endpoint.error())));
    if (!*endpoint)
        return reply.send(missingWebhook(call->exchange, id));
    auto delivery = webhooks::readDelivery(*m_reader, id, request.parameters.back());
    if (!delivery)
        return reply.send(call->exchange.failure(Problem::of(delivery.error())));
    if (!*delivery)
        return reply.send(call->exchange.failure(
            Problem::of(webhooks::missingDelivery(request.parameters.back()))));
    reply.send(call->exchange.success(200, deliveryJson(**delivery, DeliveryParts::All)));
}

void WebhooksApi::resend(const Request& request, const Reply& reply)
{
    write(
        request, reply,
        [delivery = request.parameters.back()](Transaction& transaction, const QByteArray& id) {
            return accepted(webhooks::sendAgain(transaction, id, delivery));
        });
}

void WebhooksApi::sendTest(const Request& request, const Reply& reply)
{
    write(request, reply, [](Transaction& transaction, const QByteArray& id) {
        return accepted(webhooks::sendTest(transaction, id));
    });
}

void WebhooksApi::renewSecret(const Request& request, const Reply& reply)
{
    write(request, reply, [](Transaction& transaction, const QByteArray& id) -> Outcome<Written> {
        auto renewed = webhooks::renewSecret(transaction, id);
        if (!renewed)
            return tl::unexpected(std::move(renewed).error());
        JsonObject data;
        data.addText("id", id).addText("secret", renewed->secret);
        return Written{200, data.take()};
    });
}

} // namespace stateroom::business
