// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/bodies.h"

#include "core/business/sortkey.h"
#include "core/json/jsonobject.h"
#include "core/json/jsonview.h"
#include "core/webhooks/outbox.h"
#include "core/webhooks/outboxrows.h"

#include <algorithm>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView keptPrefix = "bodies/";
/// So many kept bodies go at a time; the next delivery that is done goes on.
constexpr int droppedAtOnce = 100;

/// Of one webhook's deliveries.
struct Sums {
    qint64 waiting = 0; ///< bytes
    qint64 kept = 0;    ///< bytes
    qint64 bound = 0;   ///< of `waiting`, where it is not the usual one

    qint64 most() const { return bound > 0 ? bound : OutboxLimits::mostWaitingBytes; }
};

qint64 numberAt(JsonView object, QByteArrayView name)
{
    const auto value = object.member(name);
    return value ? value->toInt64().value_or(0) : 0;
}

Result<Sums> sumsOf(Transaction& transaction, const QByteArray& webhook)
{
    auto entry = transaction.read().value({bodySizesSpace(), Key(webhook)});
    if (!entry)
        return failureOf(entry);
    if (!*entry)
        return Sums();
    const JsonView json((*entry)->value);
    return Sums{numberAt(json, "waiting"), numberAt(json, "kept"), numberAt(json, "bound")};
}

Result<void> putSums(Transaction& transaction, const QByteArray& webhook, Sums sums)
{
    sums.waiting = std::max(sums.waiting, qint64(0));
    sums.kept = std::max(sums.kept, qint64(0));
    if (sums.waiting < OutboxLimits::mostWaitingBytes)
        sums.bound = 0;
    JsonObject json;
    json.add("waiting", sums.waiting).add("kept", sums.kept);
    if (sums.bound > 0)
        json.add("bound", sums.bound);
    const auto value = JsonText::fromValidated(json.take());
    if (auto set = transaction.set({bodySizesSpace(), Key(webhook)}, value); !set)
        return failureOf(set);
    return {};
}

Result<qint64> refsOf(Reader& reader, const QByteArray& event)
{
    auto entry = reader.value({bodyRefsSpace(), Key(event)});
    if (!entry)
        return failureOf(entry);
    return *entry ? JsonView((*entry)->value).toInt64().value_or(0) : 0;
}

Result<void> putRefs(Transaction& transaction, const QByteArray& event, qint64 refs)
{
    const auto set = transaction.set({bodyRefsSpace(), Key(event)}, JsonText::fromNumber(refs));
    if (!set)
        return failureOf(set);
    return {};
}

/// One that referred to it does so no more.
Result<void> unrefer(Transaction& transaction, const QByteArray& event)
{
    auto refs = refsOf(transaction.read(), event);
    if (!refs)
        return failureOf(refs);
    if (*refs > 1)
        return putRefs(transaction, event, *refs - 1);
    if (auto dropped = drop(transaction, bodyRefsSpace(), event); !dropped)
        return dropped;
    return drop(transaction, bodiesSpace(), event);
}

/// Lets go of one, and takes it from the sums, which the caller writes.
Result<void>
dropKept(Transaction& transaction, const QByteArray& webhook, const Key& delivery, Sums& sums)
{
    const EntryName name{keptBodiesSpace(webhook), delivery};
    auto entry = transaction.read().value(name);
    if (!entry)
        return failureOf(entry);
    if (!*entry)
        return {};
    const JsonView json((*entry)->value);
    const auto event = json.member("event");
    sums.kept -= numberAt(json, "size");
    if (auto dropped = drop(transaction, name.space, delivery.bytes()); !dropped)
        return dropped;
    return event ? unrefer(transaction, business::textOf(*event)) : Result<void>();
}

} // namespace

const Namespace& bodiesSpace()
{
    static const Namespace space("system", "bodies");
    return space;
}

const Namespace& bodyRefsSpace()
{
    static const Namespace space("system", "bodyrefs");
    return space;
}

const Namespace& bodySizesSpace()
{
    static const Namespace space("system", "bodysizes");
    return space;
}

Namespace keptBodiesSpace(const QByteArray& webhook)
{
    return Namespace("system", keptPrefix.toByteArray() + webhook);
}

std::optional<QByteArray> webhookOfKeptBodies(const Namespace& space)
{
    if (!space.isSystem() || !space.name().startsWith(keptPrefix))
        return std::nullopt;
    return space.name().sliced(keptPrefix.size()).toByteArray();
}

Result<bool> hasBody(Reader& reader, const QByteArray& event)
{
    auto refs = refsOf(reader, event);
    if (!refs)
        return failureOf(refs);
    return *refs > 0;
}

Result<void>
referBody(Transaction& transaction, const Delivery& queued, const std::optional<QByteArray>& body)
{
    auto refs = refsOf(transaction.read(), queued.eventId);
    if (!refs)
        return failureOf(refs);
    if (*refs == 0) {
        if (!body)
            return fail(ErrorCode::NotFound, u"The delivery's body is kept no more."_s);
        const EntryName name{bodiesSpace(), Key(queued.eventId)};
        if (auto set = transaction.set(name, JsonText::fromValidated(*body)); !set)
            return failureOf(set);
    }
    if (auto put = putRefs(transaction, queued.eventId, *refs + 1); !put)
        return put;
    auto sums = sumsOf(transaction, queued.webhook);
    if (!sums)
        return failureOf(sums);
    sums->waiting += queued.bodyBytes;
    return putSums(transaction, queued.webhook, *sums);
}

Result<void> keepBody(Transaction& transaction, const Delivery& done)
{
    auto sums = sumsOf(transaction, done.webhook);
    if (!sums)
        return failureOf(sums);
    const Namespace space = keptBodiesSpace(done.webhook);
    JsonObject json;
    json.addText("event", done.eventId).add("size", done.bodyBytes);
    const auto value = JsonText::fromValidated(json.take());
    if (auto set = transaction.set({space, Key(done.id)}, value); !set)
        return failureOf(set);
    sums->waiting -= done.bodyBytes;
    sums->kept += done.bodyBytes;
    if (sums->kept > OutboxLimits::mostKeptBytes) {
        auto oldest = transaction.read().keys(space, {.limit = droppedAtOnce});
        if (!oldest)
            return failureOf(oldest);
        for (const Key& key : oldest->keys) {
            if (sums->kept <= OutboxLimits::mostKeptBytes)
                break;
            if (auto dropped = dropKept(transaction, done.webhook, key, *sums); !dropped)
                return dropped;
        }
    }
    return putSums(transaction, done.webhook, *sums);
}

Result<void>
dropKeptBody(Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery)
{
    auto sums = sumsOf(transaction, webhook);
    if (!sums)
        return failureOf(sums);
    const qint64 before = sums->kept;
    if (auto dropped = dropKept(transaction, webhook, Key(delivery), *sums); !dropped)
        return dropped;
    return sums->kept == before ? Result<void>() : putSums(transaction, webhook, *sums);
}

Result<void> releaseBody(Transaction& transaction, const Delivery& open)
{
    return open.bodyBytes > 0 ? unrefer(transaction, open.eventId) : Result<void>();
}

Result<bool> hasRoomFor(Transaction& transaction, const QByteArray& webhook, qint64 bytes)
{
    auto sums = sumsOf(transaction, webhook);
    if (!sums)
        return failureOf(sums);
    return sums->waiting + bytes < sums->most();
}

Result<void> markBytesFull(Transaction& transaction, const QByteArray& webhook)
{
    auto sums = sumsOf(transaction, webhook);
    if (!sums)
        return failureOf(sums);
    sums->bound = sums->waiting + OutboxLimits::mostWaitingBytes;
    return putSums(transaction, webhook, *sums);
}

} // namespace stateroom::webhooks
