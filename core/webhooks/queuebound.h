// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/transaction.h"

#include <QByteArray>

namespace stateroom::webhooks {

// How many deliveries of a webhook may wait: OutboxLimits::mostWaiting; and one that was disabled
// with a full queue and is enabled again as many beside those that waited then, until the last of
// those is done. Else the next event would disable it again, and its backlog never go.

/// `system/webhookqueues`: what waited when a webhook's queue was full last, under its id.
const Namespace& queueMarksSpace();

/// How many more may be queued; the one that takes the last place disables the webhook. Exact where
/// it is small, this transaction's and this commit's own counted in; not above 0: it is full.
Result<qint64> roomLeft(Transaction& transaction, const QByteArray& webhook);

/// Remembers that the queue is full by this delivery, the newest one; `room` is what roomLeft() was
/// before it.
Result<void> markFull(
    Transaction& transaction, const QByteArray& webhook, const QByteArray& newest, qint64 room);

} // namespace stateroom::webhooks
