// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/api/caller.h"
#include "core/http/reply.h"
#include "core/store/store.h"

#include <functional>

namespace stateroom {

/// How an API says that a write did not happen.
struct WriteRefusals {
    std::function<Response(const Error&)> error;
    /// If-Match or If-None-Match does not hold: 412.
    std::function<Response()> preconditionFailed;
};

/// What the writes of one entry have in common, in every API: a repeat under the same
/// Idempotency-Key is answered as the first time, preconditions are judged in the transaction, the
/// log is told who asked, and the answer comes when all is committed, with its durability.
///
/// `work` does the write and returns its answer; as Store::transact's, it must be repeatable.
void writeEntry(
    Store& store, const Request& request, const Reply& reply, const Caller& caller, ApiKind api,
    const EntryName& name, std::function<Result<Response>(Transaction&)> work,
    const WriteRefusals& refusals);
/// The same for who has no API key: `keyId` is what the log says, `api` tells repeats apart.
void writeEntry(
    Store& store, const Request& request, const Reply& reply, const QByteArray& keyId,
    QByteArrayView api, const EntryName& name, std::function<Result<Response>(Transaction&)> work,
    const WriteRefusals& refusals);

/// Says on a 2xx answer to a write that it may not be on the disk yet, where that is so.
Response withDurability(Response response, Durability durability);

} // namespace stateroom
