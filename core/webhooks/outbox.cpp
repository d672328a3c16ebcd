// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/outbox.h"

#include "core/business/sortableid.h"
#include "core/json/jsonobject.h"
#include "core/webhooks/bodies.h"
#include "core/webhooks/canonicaljson.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outboxrows.h"
#include "core/webhooks/queuebound.h"

#include <QRandomGenerator>

namespace stateroom::webhooks {

using business::Outcome;
using business::Record;
using business::Refusal;

namespace {

using Stop = tl::unexpected<std::variant<Error, Refusal>>;

Stop stop(QByteArray message)
{
    return Stop(Refusal{business::RefusalKind::Invalid, std::move(message)});
}

quint32 chance()
{
    return QRandomGenerator::global()->generate();
}

/// An event about a record: all that a delivery says of it. `index`: which one of its change.
Result<Delivery> eventOf(
    Transaction& transaction, const business::Resource& resource, const Record& record,
    const QByteArray& type, quint32 index)
{
    auto place = transaction.lastChange(resource.space());
    if (!place)
        return failureOf(place);
    Delivery event;
    // Its body may be kept under its id, so that must be nobody's.
    for (bool isTaken = true; isTaken;) {
        event.eventId = business::sortableId(
            "evt_", transaction.at(), *place, (index << 10) | (chance() & 1023));
        auto taken = hasBody(transaction.read(), event.eventId);
        if (!taken)
            return failureOf(taken);
        isTaken = *taken;
    }
    event.type = type;
    event.created = transaction.at().value() / 1000;
    event.resource = resource.name;
    event.record = record.id;
    JsonObject json;
    json.addText("id", event.eventId)
        .addText("type", type)
        .add("created", event.created)
        .addRaw("data", "{\"object\":" + record.value.bytes() + '}');
    Canonical canonical = canonicalJson(JsonText::fromValidated(json.take()));
    event.body = std::move(canonical.bytes);
    if (event.body->size() > OutboxLimits::mostBodyWithin)
        event.bodyBytes = event.body->size();
    event.rewritten = canonical.changed;
    return event;
}

/// Puts what eventOf() has made, or a delivery of before, at the end of a webhook's queue.
Result<Delivery> enqueue(Transaction& transaction, const QByteArray& webhook, Delivery delivery)
{
    auto place = transaction.lastChange(outboxSpace(webhook));
    if (!place)
        return failureOf(place);
    delivery.id = business::sortableId("dlv_", transaction.at(), *place, chance());
    delivery.webhook = webhook;
    delivery.queuedAt = transaction.at();
    if (delivery.bodyBytes > 0) {
        if (auto referred = referBody(transaction, delivery, delivery.body); !referred)
            return failureOf(referred);
    }
    if (auto done = put(transaction, outboxSpace(webhook), delivery); !done)
        return failureOf(done);
    return delivery;
}

/// Whether that which was queued has taken the last room that there was for large bodies.
Result<bool>
isFullByBytes(Transaction& transaction, const QByteArray& webhook, const Delivery& queued)
{
    if (queued.bodyBytes == 0)
        return false;
    auto hasRoom = hasRoomFor(transaction, webhook, 0);
    if (!hasRoom || *hasRoom)
        return hasRoom ? Result<bool>(false) : hasRoom;
    if (auto marked = markBytesFull(transaction, webhook); !marked)
        return failureOf(marked);
    return true;
}

/// The webhook's record, if anything may be sent to it at a client's wish.
Outcome<Record> sendable(Transaction& transaction, const QByteArray& webhook)
{
    auto record = business::readRecord(transaction.read(), endpointResource(), webhook);
    if (!record)
        return failureOf(record);
    if (!*record)
        return Stop(business::missingRecord(endpointResource(), webhook));
    auto secret = readSecret(transaction.read(), webhook);
    if (!secret)
        return failureOf(secret);
    if (secret->isEmpty())
        return stop("The webhook has no secret: make one by POST /v1/webhooks/{id}/secret, then "
                    "set its status to enabled.");
    if (!endpointOf(webhook, (*record)->value).enabled)
        return stop("The webhook is disabled: set its status to enabled first.");
    return std::move(**record);
}

Outcome<Delivery> enqueueMore(Transaction& transaction, const QByteArray& webhook, Delivery more)
{
    auto room = roomLeft(transaction, webhook);
    if (!room)
        return failureOf(room);
    if (*room <= 1) // the last place is an event's
        return stop("The webhook's queue is full.");
    auto hasRoom = hasRoomFor(transaction, webhook, more.bodyBytes);
    if (!hasRoom)
        return failureOf(hasRoom);
    if (!*hasRoom)
        return stop("The webhook's queue is full.");
    auto queued = enqueue(transaction, webhook, std::move(more));
    if (!queued)
        return failureOf(queued);
    return std::move(*queued);
}

} // namespace

Refusal missingDelivery(const QByteArray& id)
{
    Refusal refusal;
    refusal.kind = business::RefusalKind::Missing;
    refusal.message = "The requested delivery does not exist";
    refusal.object = "delivery";
    refusal.id = id;
    return refusal;
}

Result<int> publish(
    Transaction& transaction, const business::Resource& resource,
    const business::RecordChange& change)
{
    if (change.events.isEmpty())
        return 0;
    // Most stores never have a webhook: to know that costs nothing, to look for them much.
    auto registered = transaction.lastChange(endpointSpace());
    if (!registered)
        return failureOf(registered);
    if (*registered == Seq())
        return 0;
    auto endpoints = readEndpoints(transaction.read());
    if (!endpoints)
        return failureOf(endpoints);
    int queued = 0;
    for (qsizetype i = 0; i < change.events.size(); ++i) {
        std::optional<Delivery> event; // made when somebody wants it
        for (Endpoint& endpoint : *endpoints) {
            if (!endpoint.enabled || !endpoint.wants(change.events[i]))
                continue;
            if (!event) {
                auto made =
                    eventOf(transaction, resource, change.record, change.events[i], quint32(i));
                if (!made)
                    return failureOf(made);
                event = std::move(*made);
            }
            auto room = roomLeft(transaction, endpoint.id);
            if (!room)
                return failureOf(room);
            auto added = enqueue(transaction, endpoint.id, *event);
            if (!added)
                return failureOf(added);
            ++queued;
            auto isFull = isFullByBytes(transaction, endpoint.id, *event);
            if (!isFull)
                return failureOf(isFull);
            if (*room > 1 && !*isFull)
                continue;
            if (*room <= 1) {
                auto marked = markFull(transaction, endpoint.id, added->id, *room);
                if (!marked)
                    return failureOf(marked);
            }
            auto disabled = disable(transaction, endpoint.id, DisabledReason::QueueFull);
            if (!disabled)
                return failureOf(disabled);
            endpoint.enabled = false;
        }
    }
    return queued;
}

Outcome<Delivery> sendTest(Transaction& transaction, const QByteArray& webhook)
{
    auto record = sendable(transaction, webhook);
    if (!record)
        return tl::unexpected(std::move(record).error());
    auto event = eventOf(transaction, endpointResource(), *record, testEvent, 0);
    if (!event)
        return failureOf(event);
    event->isTest = true;
    return enqueueMore(transaction, webhook, std::move(*event));
}

Outcome<Delivery>
sendAgain(Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery)
{
    auto record = sendable(transaction, webhook);
    if (!record)
        return tl::unexpected(std::move(record).error());
    auto open = readOpen(transaction, webhook, delivery);
    if (!open)
        return failureOf(open);
    if (*open) {
        Delivery& one = **open;
        // What is due is the schedule's; else it goes now, and beside that when it would have gone.
        if (!one.nextAt || *one.nextAt > transaction.at()) {
            one.plannedAt = one.nextAt;
            one.isAsked = true;
        }
        one.nextAt = transaction.at();
        if (auto done = put(transaction, outboxSpace(webhook), **open); !done)
            return failureOf(done);
        return std::move(**open);
    }
    auto found = findDelivery(transaction.read(), webhook, delivery);
    if (!found)
        return failureOf(found);
    if (!*found)
        return Stop(missingDelivery(delivery));
    auto isKept = hasBody(transaction.read(), (*found)->eventId);
    if (!isKept)
        return failureOf(isKept);
    if ((*found)->bodyBytes > 0 && !*isKept)
        return stop("The delivery's body is kept no more.");
    Delivery again = std::move(**found);
    again.againOf = delivery;
    again.state = DeliveryState::Waiting;
    again.tries = 0;
    again.askedTries = 0;
    again.attempts.clear();
    return enqueueMore(transaction, webhook, std::move(again));
}

} // namespace stateroom::webhooks
