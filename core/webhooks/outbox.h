// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/records.h"
#include "core/webhooks/delivery.h"

namespace stateroom::webhooks {

// What is done to deliveries, each within a transaction: the outbox holds what is still to be sent,
// so that nothing is lost, and nothing doubled, by a kill at any moment.

struct OutboxLimits {
    /// Open ones of a webhook; then it is disabled. When it is enabled again: queuebound.h.
    static constexpr qint64 mostWaiting = 10'000;
    static constexpr Milliseconds mostAge = std::chrono::hours(24 * 7);
    static constexpr qint64 mostDone = 1000; ///< kept in a webhook's log; the oldest ones go
    static constexpr qsizetype mostBodyWithin = 8 * 1024; ///< bytes; a larger body is kept beside
    /// Bytes of larger bodies that wait for a webhook; then it is disabled, too.
    static constexpr qint64 mostWaitingBytes = qint64(256) * 1024 * 1024;
    /// Bytes of larger bodies that its log keeps; an older delivery cannot be sent again.
    static constexpr qint64 mostKeptBytes = qint64(64) * 1024 * 1024;
};

/// The refusal for a delivery that does not exist.
business::Refusal missingDelivery(const QByteArray& id);

/// The type of the event that sendTest() makes.
inline constexpr const char* testEvent = "webhook.test";

/// Queues the events of a change for every enabled webhook that wants them: to be called in the
/// transaction that has made the change, and by nobody who undoes, restores or imports. A webhook
/// whose queue is full by this is disabled, and this event the last that it has got. Returns how
/// many deliveries were queued.
Result<int> publish(
    Transaction& transaction, const business::Resource& resource,
    const business::RecordChange& change);

/// An event `webhook.test` about the webhook's own record. Refuses: Missing, and Invalid for a
/// disabled one and one without a secret.
business::Outcome<Delivery> sendTest(Transaction& transaction, const QByteArray& webhook);

/// Sends it again: of one that is done, a new delivery of the same event and the same bytes,
/// which waits for its turn; one that is open is sent now, beside its schedule, which goes on as it
/// was if that fails. Refuses as sendTest(). Returns the one that will be sent.
business::Outcome<Delivery>
sendAgain(Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery);

/// What follows from an attempt.
struct Verdict {
    /// Delivered or Failed: it is done, and moves to the log. Retrying: it stays, until `nextAt`.
    DeliveryState state = DeliveryState::Retrying;
    std::optional<Timestamp> nextAt = {};
};

/// Writes down an attempt and what follows. False when the delivery is not open any more, its
/// webhook having been deleted, and nothing was written.
Result<bool> recordAttempt(
    Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery,
    const Attempt& attempt, const Verdict& verdict);

/// Gives an open delivery up unsent: it moves to the log as Abandoned. False as above.
Result<bool>
abandon(Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery);

/// Removes what is left of a webhook that does not exist: its secret, outbox, log and bodies. A
/// slice of Store::bulk(): true when more is to do. Does nothing while the webhook exists.
Result<bool> forget(Transaction& transaction, const QByteArray& webhook);
/// The webhooks that do not exist of which something is left, for a start to go on with.
Result<QByteArrayList> forgotten(Reader& reader);

} // namespace stateroom::webhooks
