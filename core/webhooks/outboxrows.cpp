// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/outboxrows.h"

namespace stateroom::webhooks {

Result<void> put(Transaction& transaction, const Namespace& space, const Delivery& delivery)
{
    if (auto set = transaction.set({space, Key(delivery.id)}, encode(delivery)); !set)
        return failureOf(set);
    return {};
}

Result<void> drop(Transaction& transaction, const Namespace& space, const QByteArray& id)
{
    if (auto removed = transaction.remove({space, Key(id)}); !removed)
        return failureOf(removed);
    return {};
}

/// The delivery if it is open, as it is kept.
Result<std::optional<Delivery>>
readOpen(Transaction& transaction, const QByteArray& webhook, const QByteArray& id)
{
    auto found = transaction.read().value({outboxSpace(webhook), Key(id)});
    if (!found)
        return failureOf(found);
    if (!*found)
        return std::nullopt;
    auto delivery = decode((*found)->value);
    if (!delivery)
        return failureOf(delivery);
    return std::move(*delivery);
}

} // namespace stateroom::webhooks
