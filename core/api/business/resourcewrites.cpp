// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/resourcewrites.h"

#include "core/json/jsonobject.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"

namespace stateroom::business {

namespace {

Written writtenOf(const Resource& resource, const Record& record, int status)
{
    return {
        status, record.value.bytes(), record.version, EntryName{resource.space(), Key(record.id)}};
}

/// Queues the events of what a client has done.
Outcome<Written> published(
    Transaction& transaction, const Resource& resource, const Outcome<RecordChange>& change,
    int status)
{
    if (!change)
        return tl::unexpected(change.error());
    if (auto queued = webhooks::publish(transaction, resource, *change); !queued)
        return failureOf(queued);
    return writtenOf(resource, change->record, status);
}

Outcome<Written> createAny(Transaction& transaction, const Resource& resource, const JsonText& body)
{
    return published(transaction, resource, createRecord(transaction, resource, body), 201);
}

Outcome<Written> changeAny(
    Transaction& transaction, const Resource& resource, const QByteArray& id, const JsonText& body,
    RecordWrite write)
{
    return published(
        transaction, resource, changeRecord(transaction, resource, id, body, write), 200);
}

Outcome<void> removeAny(Transaction& transaction, const Resource& resource, const QByteArray& id)
{
    return removeRecord(transaction, resource, id);
}

/// The secret is answered here, and never again.
Outcome<Written> createWebhook(Transaction& transaction, const Resource&, const JsonText& body)
{
    auto made = webhooks::registerEndpoint(transaction, body);
    if (!made)
        return tl::unexpected(std::move(made).error());
    Written written;
    written.status = 201;
    written.data = made->record.value.bytes().chopped(1) +
                   ",\"secret\":" + JsonText::fromUtf8(made->secret).bytes() + '}';
    written.version = made->record.version;
    return written;
}

Outcome<Written> changeWebhook(
    Transaction& transaction, const Resource& resource, const QByteArray& id, const JsonText& body,
    RecordWrite write)
{
    auto changed = webhooks::changeEndpoint(transaction, id, body, write);
    if (!changed)
        return tl::unexpected(std::move(changed).error());
    return writtenOf(resource, *changed, 200);
}

Outcome<void> removeWebhook(Transaction& transaction, const Resource&, const QByteArray& id)
{
    return webhooks::removeEndpoint(transaction, id);
}

} // namespace

const ResourceWrites& writesOf(const Resource& resource)
{
    static constexpr ResourceWrites any{createAny, changeAny, removeAny};
    static constexpr ResourceWrites webhook{createWebhook, changeWebhook, removeWebhook};
    return resource.hasOwnRules ? webhook : any;
}

} // namespace stateroom::business
