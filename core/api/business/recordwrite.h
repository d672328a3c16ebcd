// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/gatekeeper.h"
#include "core/business/records.h"

namespace stateroom::business {

/// What a write answers with.
struct Written {
    int status = 200;
    QByteArray data;                      ///< JSON
    Version version{};                    ///< the record's; 0: there is none any more
    std::optional<EntryName> record = {}; ///< whose value the data is; nothing: it is none's
};

/// A write to a record: in one transaction a repeat under the same Idempotency-Key is answered as
/// the first time, preconditions are judged by the record that the path names (none of a new one),
/// and `work` reads, checks and writes. The answer comes when all is committed.
///
/// `work` must be repeatable, as Store::transact's, and refuse before it writes.
void writeRecord(
    Store& store, const Request& request, const Reply& reply, const Call& call,
    std::optional<EntryName> record, std::function<Outcome<Written>(Transaction&)> work);

/// The request's body. Nothing: it is no JSON, which has been answered (400).
std::optional<JsonText>
bodyOf(const Request& request, const Reply& reply, const Call& call, const JsonLimits& limits);
/// Whether the body of a call that needs none is empty, or JSON; else that has been answered.
bool acceptsBody(
    const Request& request, const Reply& reply, const Call& call, const JsonLimits& limits);

} // namespace stateroom::business
