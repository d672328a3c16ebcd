// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/recordput.h"

#include "core/business/recordtext.h"
#include "core/webhooks/endpointflaw.h"
#include "core/webhooks/outbox.h"

namespace stateroom::control {

Result<Version> putRecord(
    Transaction& transaction, const business::Resource& resource, const EntryName& name,
    const JsonText& value, const SetOptions& options)
{
    const QByteArray& id = name.key.bytes();
    auto before = business::readRecord(transaction.read(), resource, id);
    if (!before)
        return failureOf(before);
    auto record =
        resource.hasOwnRules
            ? webhooks::endpointFrom(transaction, id, value)
            : business::recordFrom(transaction.read(), resource, id, value, transaction.at());
    if (!record)
        return failureOf(record);
    auto version = transaction.set(name, *record, options);
    if (!version)
        return failureOf(version);
    const auto old = *before ? std::optional((*before)->value) : std::nullopt;
    const business::RecordChange change{
        {id, *record, *version}, business::eventsOf(resource, old, *record)};
    if (auto queued = webhooks::publish(transaction, resource, change); !queued)
        return failureOf(queued);
    return version;
}

} // namespace stateroom::control
