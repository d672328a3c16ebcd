// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/transaction.h"
#include "core/webhooks/delivery.h"

namespace stateroom::webhooks {

// Single entries of the outbox and of the log, for what is done to deliveries.

/// Writes it under its id, with its body if it has one.
Result<void> put(Transaction& transaction, const Namespace& space, const Delivery& delivery);

/// Removes a key, if it is there.
Result<void> drop(Transaction& transaction, const Namespace& space, const QByteArray& id);

/// The delivery if it is open, as it is kept: without a large body.
Result<std::optional<Delivery>>
readOpen(Transaction& transaction, const QByteArray& webhook, const QByteArray& id);

} // namespace stateroom::webhooks
