// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/records.h"

namespace stateroom::webhooks {

// Webhooks as they are registered: the records of `business/webhooks`, and beside them, where no
// answer, export or list shows it, the secret by which each one's deliveries are signed.

/// Bounds of what can be registered; docs/api/webhooks.md names them.
struct EndpointLimits {
    static constexpr int most = 100;                     ///< webhooks in a store
    static constexpr qsizetype mostUrl = 2048;           ///< bytes
    static constexpr qsizetype mostRecord = 64 * 1024;   ///< bytes of the record as sent
    static constexpr qsizetype mostMetadata = 16 * 1024; ///< bytes of its `metadata`
};

/// Why the server has disabled a webhook: what its record says as `disabled_reason`.
enum class DisabledReason {
    Gone,      ///< `gone`: it answered 410
    QueueFull, ///< `queue_full`: OutboxLimits::mostWaiting deliveries wait
    TooOld,    ///< `too_old`: a delivery has waited for OutboxLimits::mostAge
    NoSecret,  ///< `no_secret`: the record came without one, by an import or an undo
    Invalid,   ///< `invalid`: the record that came is not what a webhook must be
    TooMany,   ///< `too_many`: it came where EndpointLimits::most others are enabled
};
QByteArrayView nameOf(DisabledReason reason);
/// Nothing for another text.
std::optional<DisabledReason> disabledReasonOf(QByteArrayView name);

/// What sending needs of a webhook's record.
struct Endpoint {
    QByteArray id;         ///< `wh_…`
    QByteArray url;        ///< as registered; UTF-8
    QByteArrayList events; ///< `order.shipped`, …; `*`: all
    bool enabled = true;
    QByteArray disabledReason = {}; ///< as the record has it; empty: by whoever changed the record

    bool wants(const QByteArray& event) const
    {
        return events.contains(event) || events.contains("*");
    }
};

/// `business/webhooks`: whose changes tell of webhooks that come, change and go.
const Namespace& endpointSpace();
/// `system/webhooksecrets`: their secrets, under their ids.
const Namespace& secretsSpace();
/// The resource of the catalogue.
const business::Resource& endpointResource();

/// Never fails: what the record lacks is empty, and its webhook then wants and reaches nothing.
Endpoint endpointOf(const QByteArray& id, const JsonText& record);
/// Nothing when there is no such webhook.
Result<std::optional<Endpoint>> readEndpoint(Reader& reader, const QByteArray& id);
/// All, in the order of their ids.
Result<std::vector<Endpoint>> readEndpoints(Reader& reader);

/// By which its deliveries are signed: all of `whsec_…`, as it was answered. Empty when there is
/// none.
Result<QByteArray> readSecret(Reader& reader, const QByteArray& id);

/// A record with the secret that it has just got.
struct Registered {
    business::Record record;
    QByteArray secret; ///< `whsec_` and 64 hexadecimal digits
};

/// Registers a webhook. Refuses what business::judge() finds, a URL with user info, fragment or
/// more bytes than EndpointLimits has, and one webhook too many. What the body says of `secret` and
/// `disabled_reason` is ignored.
business::Outcome<Registered> registerEndpoint(Transaction& transaction, const JsonText& body);

/// PUT or PATCH; refuses as registerEndpoint(), Missing when there is no such webhook. `status` as
/// `enabled` drops the reason why it was disabled, and what waits is sent; refused without a
/// secret, and where EndpointLimits::most others are enabled. Conflict when `expected` is given and
/// the record is at another version.
business::Outcome<business::Record> changeEndpoint(
    Transaction& transaction, const QByteArray& id, const JsonText& body,
    business::RecordWrite write, std::optional<Version> expected = {});

/// Removes the record and its secret; nothing is sent from then on. What it has in the outbox and
/// in the log of deliveries goes by forget().
business::Outcome<void> removeEndpoint(Transaction& transaction, const QByteArray& id);

/// Gives it another secret, by which every attempt from now on is signed. Missing as above.
business::Outcome<Registered> renewSecret(Transaction& transaction, const QByteArray& id);

/// Disables it for this reason, whatever it was; false when there is no such webhook, or it is
/// disabled already, and nothing was written.
Result<bool> disable(Transaction& transaction, const QByteArray& id, DisabledReason reason);

} // namespace stateroom::webhooks
