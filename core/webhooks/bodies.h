// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/transaction.h"
#include "core/webhooks/delivery.h"

namespace stateroom::webhooks {

// Bodies above OutboxLimits::mostBodyWithin: written once for an event, read as they are, and gone
// with the last delivery that refers to them. What is open refers by its row; what is done by an
// entry of keptBodiesSpace(), as long as its body is kept. Who moves rows keeps both in step here.

/// `system/bodies`: the body, under its event's id. A body is JSON, so it is the value itself.
const Namespace& bodiesSpace();
/// `system/bodyrefs`: how many deliveries refer to it, under the same id.
const Namespace& bodyRefsSpace();
/// `system/bodysizes`: how many bytes a webhook's deliveries refer to, under its id.
const Namespace& bodySizesSpace();
/// `system/bodies/wh_…`: which done deliveries' bodies are kept, under the deliveries' ids.
Namespace keptBodiesSpace(const QByteArray& webhook);
/// The webhook of which this is the namespace of kept bodies.
std::optional<QByteArray> webhookOfKeptBodies(const Namespace& space);

/// Whether the event's body is there.
Result<bool> hasBody(Reader& reader, const QByteArray& event);

/// For a delivery that is queued now, with Delivery::bodyBytes: refers to its event's body, and
/// writes that if it is not there and `body` is one. NotFound when there is none.
Result<void>
referBody(Transaction& transaction, const Delivery& queued, const std::optional<QByteArray>& body);

/// A delivery of the outbox has moved to the log: its body is kept there with the newest others, of
/// OutboxLimits::mostKeptBytes in all.
Result<void> keepBody(Transaction& transaction, const Delivery& done);

/// It leaves the log, or the newest ones need the room: lets go of its body, if that is kept.
Result<void>
dropKeptBody(Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery);

/// An open delivery goes with its webhook.
Result<void> releaseBody(Transaction& transaction, const Delivery& open);

/// Whether so many bytes more may be queued: below OutboxLimits::mostWaitingBytes in all; beside
/// what waited when it was full last, until that is done.
Result<bool> hasRoomFor(Transaction& transaction, const QByteArray& webhook, qint64 bytes);
/// The queue is full by its bytes, and whoever enables the webhook again gives it as much room
/// anew.
Result<void> markBytesFull(Transaction& transaction, const QByteArray& webhook);

} // namespace stateroom::webhooks
