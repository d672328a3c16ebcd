// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks of the business API for who bears the control token: what is registered, what became of
// their deliveries, and what is done about that.
#include "core/api/business/deliveryjson.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/repeats.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"

namespace stateroom::control {

namespace {

using business::deliveryJson;
using business::DeliveryParts;
using webhooks::Delivery;
using webhooks::DeliveryPage;
using webhooks::Endpoint;

Response refusalAnswer(const business::Refusal& refusal)
{
    switch (refusal.kind) {
    case business::RefusalKind::Missing:
        return errorAnswer(404, "NOT_FOUND", refusal.message);
    case business::RefusalKind::Invalid:
        return errorAnswer(409, "CONFLICT", refusal.message);
    }
    Q_UNREACHABLE();
}

Response missingWebhook(const QByteArray& id)
{
    return refusalAnswer(business::missingRecord(webhooks::endpointResource(), id));
}

Result<QByteArray> webhookObject(Reader& reader, const Endpoint& endpoint)
{
    auto waiting = webhooks::outboxLength(reader, endpoint.id);
    if (!waiting)
        return failureOf(waiting);
    JsonObject object;
    object.addText("id", endpoint.id)
        .addText("url", endpoint.url)
        .addRaw(
            "events",
            arrayOf(
                endpoint.events,
                [](const QByteArray& event) { return JsonText::fromUtf8(event).bytes(); }))
        .addFlag("enabled", endpoint.enabled);
    if (endpoint.disabledReason.isEmpty())
        object.addRaw("disabledReason", "null");
    else
        object.addText("disabledReason", endpoint.disabledReason);
    return object.add("waiting", *waiting).take();
}

/// Reads on the store's own threads; nothing when there is no such webhook.
template <class Read>
void answerOf(const DeskPtr& desk, const Reply& reply, const QByteArray& webhook, Read read)
{
    desk->store.read(
        [webhook, read = std::move(read)](Reader& reader) -> Result<Response> {
            auto endpoint = webhooks::readEndpoint(reader, webhook);
            if (!endpoint)
                return failureOf(endpoint);
            return *endpoint ? read(reader) : missingWebhook(webhook);
        },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

void list(const DeskPtr& desk, const Request&, const Reply& reply)
{
    desk->store.read(
        [](Reader& reader) -> Result<Response> {
            auto endpoints = webhooks::readEndpoints(reader);
            if (!endpoints)
                return failureOf(endpoints);
            QByteArrayList objects;
            for (const Endpoint& endpoint : *endpoints) {
                auto object = webhookObject(reader, endpoint);
                if (!object)
                    return failureOf(object);
                objects << *object;
            }
            return Response::json(
                200, JsonObject().addRaw("webhooks", '[' + objects.join(',') + ']').take());
        },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

void change(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(request, desk->limits, {"enabled"});
    if (!body.has("enabled"))
        body.refuse(invalid("\"enabled\" is missing."));
    const QByteArray status = body.flag("enabled") ? "enabled" : "disabled";
    if (body.refusal())
        return reply.send(*body.refusal());
    changeOnce(
        desk, request, reply, &refusalAnswer,
        [id = request.parameters[0],
         status](Transaction& transaction) -> business::Outcome<Response> {
            auto changed = webhooks::changeEndpoint(
                transaction, id,
                JsonText::fromValidated(JsonObject().addText("status", status).take()),
                business::RecordWrite::Patch);
            if (!changed)
                return tl::make_unexpected(std::move(changed).error());
            auto object =
                webhookObject(transaction.read(), webhooks::endpointOf(id, changed->value));
            if (!object)
                return failureOf(object);
            return Response::json(200, JsonObject().addRaw("webhook", *object).take());
        });
}

void listDeliveries(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    const int limit = listLimit(query);
    const QByteArray cursor = query.text("cursor").value_or(QByteArray());
    const auto before = cursor.isEmpty()
                            ? std::optional(QByteArray())
                            : business::deliveryOfCursor(cursor, request.parameters[0]);
    if (!before)
        query.refuse(invalid("\"cursor\" is not one that this list has given."));
    if (query.refusal())
        return reply.send(*query.refusal());
    const QByteArray& id = request.parameters[0];
    answerOf(desk, reply, id, [id, limit, before = *before](Reader& reader) -> Result<Response> {
        auto page = webhooks::readDeliveries(reader, id, limit, before);
        if (!page)
            return failureOf(page);
        JsonObject answer;
        answer.addRaw("deliveries", arrayOf(page->deliveries, [](const Delivery& delivery) {
                          return deliveryJson(delivery, DeliveryParts::WithoutBody);
                      }));
        if (page->more && !page->deliveries.empty())
            answer.addText("nextCursor", business::deliveryCursor(page->deliveries.back()));
        else
            answer.addRaw("nextCursor", "null");
        return Response::json(200, answer.take());
    });
}

void getDelivery(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const QByteArray& id = request.parameters[0];
    answerOf(
        desk, reply, id, [id, wanted = request.parameters[1]](Reader& reader) -> Result<Response> {
            auto delivery = webhooks::readDelivery(reader, id, wanted);
            if (!delivery)
                return failureOf(delivery);
            if (!*delivery)
                return refusalAnswer(webhooks::missingDelivery(wanted));
            const QByteArray told = deliveryJson(**delivery, DeliveryParts::All);
            return Response::json(200, JsonObject().addRaw("delivery", told).take());
        });
}

business::Outcome<Response> accepted(business::Outcome<Delivery> delivery)
{
    if (!delivery)
        return tl::make_unexpected(std::move(delivery).error());
    const QByteArray told = deliveryJson(*delivery, DeliveryParts::WithoutBody);
    return Response::json(202, JsonObject().addRaw("delivery", told).take());
}

/// These calls need no body; what is there must be JSON all the same.
bool acceptsBody(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    if (request.body.isEmpty())
        return true;
    const auto body = JsonText::parse(request.body, desk->limits);
    if (!body)
        reply.send(errorAnswer(body.error()));
    return body.has_value();
}

void resend(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    if (!acceptsBody(desk, request, reply))
        return;
    changeOnce(
        desk, request, reply, &refusalAnswer,
        [id = request.parameters[0], delivery = request.parameters[1]](Transaction& transaction) {
            return accepted(webhooks::sendAgain(transaction, id, delivery));
        });
}

void sendTest(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    if (!acceptsBody(desk, request, reply))
        return;
    changeOnce(
        desk, request, reply, &refusalAnswer,
        [id = request.parameters[0]](Transaction& transaction) {
            return accepted(webhooks::sendTest(transaction, id));
        });
}

} // namespace

void addWebhookRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const DeskPtr&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView id, Call call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(desk, request, reply);
        });
    };
    on("listAllWebhooks", list);
    on("enableWebhook", change);
    on("listDeliveries", listDeliveries);
    on("getDelivery", getDelivery);
    on("resendDelivery", resend);
    on("sendTestEvent", sendTest);
}

} // namespace stateroom::control
