// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/deliveryjson.h"

#include "core/json/jsonobject.h"

#include <algorithm>

namespace stateroom::business {

namespace {

using webhooks::Attempt;
using webhooks::Delivery;

/// A text; null where there is none.
void addOptional(JsonObject& json, QByteArrayView name, const QByteArray& text)
{
    if (text.isEmpty())
        json.addRaw(name, "null");
    else
        json.addText(name, text);
}

QByteArray attemptJson(const Attempt& attempt)
{
    JsonObject json;
    json.addText("at", attempt.at.toIso()).add("duration_ms", qint64(attempt.duration.count()));
    if (attempt.status != 0)
        json.add("status_code", qint64(attempt.status));
    else
        json.addRaw("status_code", "null");
    addOptional(json, "error", attempt.error.toUtf8());
    json.addFlag("asked_for", attempt.isAsked);
    return json.addRaw("request_headers", webhooks::headersJson(attempt.requestHeaders))
        .addRaw("response_headers", webhooks::headersJson(attempt.responseHeaders))
        .addText("response", webhooks::responseText(attempt.response))
        .take();
}

} // namespace

QByteArray deliveryJson(const Delivery& delivery, DeliveryParts parts)
{
    JsonObject json;
    json.addText("id", delivery.id)
        .addText("object", "delivery")
        .addText("webhook_id", delivery.webhook)
        .addText("event_id", delivery.eventId)
        .addText("type", delivery.type)
        .addText("resource", delivery.resource)
        .addText("record_id", delivery.record)
        .addText("status", webhooks::nameOf(delivery.state))
        .addFlag("test", delivery.isTest)
        .addFlag("rewritten", delivery.rewritten);
    addOptional(json, "again_of", delivery.againOf);
    json.addText("created_at", delivery.queuedAt.toIso());
    addOptional(json, "next_attempt_at", delivery.nextAt ? delivery.nextAt->toIso() : QByteArray());
    QByteArray attempts;
    for (const Attempt& attempt : delivery.attempts)
        attempts += (attempts.isEmpty() ? "" : ",") + attemptJson(attempt);
    json.add("tries", qint64(delivery.tries)).addRaw("attempts", '[' + attempts + ']');
    if (parts == DeliveryParts::All)
        addOptional(json, "body", delivery.body.value_or(QByteArray()));
    return json.take();
}

QByteArray deliveryCursor(const Delivery& last)
{
    return last.id + '.' + last.webhook;
}

std::optional<QByteArray> deliveryOfCursor(QByteArrayView cursor, QByteArrayView webhook)
{
    constexpr qsizetype idLength = 24;
    const auto isPlain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
    const QByteArrayView id = cursor.first(qMin(cursor.size(), idLength));
    const bool isOurs = id.size() == idLength && id.startsWith("dlv_") &&
                        std::all_of(id.begin() + 4, id.end(), isPlain) &&
                        cursor.sliced(idLength) == '.' + webhook.toByteArray();
    return isOurs ? std::optional(id.toByteArray()) : std::nullopt;
}

} // namespace stateroom::business
