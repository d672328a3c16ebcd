// SPDX-License-Identifier: GPL-3.0-or-later
// Deliveries as they are kept.
#include "core/business/sortkey.h"
#include "core/json/jsonobject.h"
#include "core/json/jsonview.h"
#include "core/webhooks/delivery.h"

#include <QString>

#include <array>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array allStates = {
    DeliveryState::Waiting, DeliveryState::Retrying, DeliveryState::Delivered,
    DeliveryState::Failed, DeliveryState::Abandoned};
constexpr QByteArrayView base64Mark = "base64:";

/// What came over the wire as UTF-8: other bytes are taken as Latin-1, which knows all.
QByteArray asUtf8(const QByteArray& bytes)
{
    return QByteArrayView(bytes).isValidUtf8() ? bytes : QString::fromLatin1(bytes).toUtf8();
}

HeaderFields fieldsOf(std::optional<JsonView> object)
{
    HeaderFields fields;
    if (object && object->type() == JsonType::Object) {
        object->forEachMember([&fields](JsonView name, JsonView value) {
            fields.emplace_back(business::textOf(name), business::textOf(value));
            return true;
        });
    }
    return fields;
}

/// How much of it is no character that was cut in two.
qsizetype wholeCharacters(QByteArrayView text)
{
    for (qsizetype cut = 0; cut < 4 && cut <= text.size(); ++cut) {
        if (text.chopped(cut).isValidUtf8())
            return text.size() - cut;
    }
    return -1;
}

QByteArray bytesOf(const QByteArray& text)
{
    return text.startsWith(base64Mark) ? QByteArray::fromBase64(text.sliced(base64Mark.size()))
                                       : text;
}

QByteArray attemptJson(const Attempt& attempt)
{
    JsonObject json;
    json.add("at", attempt.at.value())
        .add("duration_ms", qint64(attempt.duration.count()))
        .add("status", qint64(attempt.status));
    if (!attempt.error.isEmpty())
        json.addText("error", attempt.error.toUtf8());
    if (attempt.isAsked)
        json.addFlag("asked", true);
    return json.addRaw("request_headers", headersJson(attempt.requestHeaders))
        .addRaw("response_headers", headersJson(attempt.responseHeaders))
        .addText("response", responseText(attempt.response))
        .take();
}

qint64 numberAt(JsonView object, QByteArrayView name)
{
    const auto value = object.member(name);
    return value ? value->toInt64().value_or(0) : 0;
}

QByteArray textAt(JsonView object, QByteArrayView name)
{
    const auto value = object.member(name);
    return value && value->type() == JsonType::String ? business::textOf(*value) : QByteArray();
}

std::optional<Timestamp> timeAt(JsonView object, QByteArrayView name)
{
    const auto value = object.member(name);
    if (!value || value->type() != JsonType::Number)
        return std::nullopt;
    return Timestamp(value->toInt64().value_or(0));
}

bool flagAt(JsonView object, QByteArrayView name)
{
    const auto value = object.member(name);
    return value && value->toBool().value_or(false);
}

Attempt attemptOf(JsonView json)
{
    Attempt attempt;
    attempt.at = Timestamp(numberAt(json, "at"));
    attempt.duration = Milliseconds(numberAt(json, "duration_ms"));
    attempt.status = int(numberAt(json, "status"));
    attempt.error = QString::fromUtf8(textAt(json, "error"));
    attempt.requestHeaders = fieldsOf(json.member("request_headers"));
    attempt.responseHeaders = fieldsOf(json.member("response_headers"));
    attempt.response = bytesOf(textAt(json, "response"));
    attempt.isAsked = flagAt(json, "asked");
    return attempt;
}

std::optional<DeliveryState> stateOf(QByteArrayView name)
{
    const auto found =
        std::find_if(allStates.begin(), allStates.end(), [name](DeliveryState state) {
            return nameOf(state) == name;
        });
    return found == allStates.end() ? std::nullopt : std::optional(*found);
}

} // namespace

QByteArrayView nameOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Waiting:
        return "waiting";
    case DeliveryState::Retrying:
        return "retrying";
    case DeliveryState::Delivered:
        return "delivered";
    case DeliveryState::Failed:
        return "failed";
    case DeliveryState::Abandoned:
        return "abandoned";
    }
    Q_UNREACHABLE();
}

QByteArray headersJson(const HeaderFields& fields)
{
    HeaderFields merged;
    for (const auto& [name, value] : fields) {
        const auto same = std::find_if(merged.begin(), merged.end(), [&](const auto& field) {
            return field.first.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (same == merged.end())
            merged.emplace_back(name, value);
        else
            same->second += ", " + value;
    }
    QByteArray json;
    for (const auto& [name, value] : merged) {
        json += json.isEmpty() ? "{" : ",";
        json += JsonText::fromUtf8(asUtf8(name)).bytes() + ':' +
                JsonText::fromUtf8(asUtf8(value)).bytes();
    }
    return json.isEmpty() ? "{}" : json + '}';
}

QByteArray responseText(const QByteArray& response)
{
    QByteArray text = response.first(qMin(response.size(), Attempt::mostResponse));
    // Where the answer went on, a character may be cut in two.
    const bool isCut = text.size() == Attempt::mostResponse;
    const qsizetype whole =
        isCut ? wholeCharacters(text) : (QByteArrayView(text).isValidUtf8() ? text.size() : -1);
    if (whole >= 0 && !text.startsWith(base64Mark))
        return text.first(whole);
    return base64Mark.toByteArray() + text.toBase64();
}

JsonText encode(const Delivery& delivery)
{
    JsonObject json;
    json.addText("id", delivery.id)
        .addText("webhook", delivery.webhook)
        .addText("event_id", delivery.eventId)
        .addText("type", delivery.type)
        .add("created", delivery.created)
        .add("queued_at", delivery.queuedAt.value())
        .addText("resource", delivery.resource)
        .addText("record", delivery.record)
        .addText("state", nameOf(delivery.state))
        .addFlag("rewritten", delivery.rewritten);
    if (!delivery.againOf.isEmpty())
        json.addText("again_of", delivery.againOf);
    if (delivery.isTest)
        json.addFlag("test", true);
    QByteArray attempts;
    for (const Attempt& attempt : delivery.attempts)
        attempts += (attempts.isEmpty() ? "" : ",") + attemptJson(attempt);
    json.add("tries", qint64(delivery.tries)).addRaw("attempts", '[' + attempts + ']');
    if (delivery.nextAt)
        json.add("next_at", delivery.nextAt->value());
    else
        json.addRaw("next_at", "null");
    if (delivery.askedTries > 0)
        json.add("asked_tries", qint64(delivery.askedTries));
    if (delivery.isAsked)
        json.addFlag("asked", true);
    if (delivery.plannedAt)
        json.add("planned_at", delivery.plannedAt->value());
    if (delivery.bodyBytes > 0)
        json.add("body_bytes", delivery.bodyBytes);
    else if (delivery.body)
        json.addText("body", *delivery.body);
    return JsonText::fromValidated(json.take());
}

Result<Delivery> decode(const JsonText& value)
{
    const JsonView json(value);
    const auto state = stateOf(textAt(json, "state"));
    Delivery delivery;
    delivery.id = textAt(json, "id");
    delivery.webhook = textAt(json, "webhook");
    if (!state || delivery.id.isEmpty() || delivery.webhook.isEmpty())
        return fail(ErrorCode::DamagedFile, u"A webhook's delivery cannot be read."_s);
    delivery.eventId = textAt(json, "event_id");
    delivery.type = textAt(json, "type");
    delivery.created = numberAt(json, "created");
    delivery.queuedAt = Timestamp(numberAt(json, "queued_at"));
    delivery.resource = textAt(json, "resource");
    delivery.record = textAt(json, "record");
    delivery.state = *state;
    delivery.rewritten = flagAt(json, "rewritten");
    delivery.againOf = textAt(json, "again_of");
    delivery.isTest = flagAt(json, "test");
    delivery.tries = int(numberAt(json, "tries"));
    if (const auto attempts = json.member("attempts"); attempts) {
        attempts->forEachElement([&delivery](JsonView attempt) {
            delivery.attempts.push_back(attemptOf(attempt));
            return true;
        });
    }
    delivery.nextAt = timeAt(json, "next_at");
    delivery.askedTries = int(numberAt(json, "asked_tries"));
    delivery.isAsked = flagAt(json, "asked");
    delivery.plannedAt = timeAt(json, "planned_at");
    delivery.bodyBytes = numberAt(json, "body_bytes");
    if (const auto body = json.member("body"); body && body->type() == JsonType::String)
        delivery.body = business::textOf(*body);
    return delivery;
}

} // namespace stateroom::webhooks
