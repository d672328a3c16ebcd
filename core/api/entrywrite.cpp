// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/entrywrite.h"

#include "core/api/conditional.h"
#include "core/api/idempotency.h"

namespace stateroom {

namespace {

/// Whether the write may go on, judged in its own transaction.
Result<bool>
checkPreconditions(const Preconditions& conditions, Transaction& transaction, const EntryName& name)
{
    if (conditions.isEmpty())
        return true;
    auto entry = transaction.read().get(name);
    if (!entry)
        return failureOf(entry);
    return conditions.allowWrite(*entry ? (*entry)->version : Version(0));
}

} // namespace

void writeEntry(
    Store& store, const Request& request, const Reply& reply, const Caller& caller, ApiKind api,
    const EntryName& name, std::function<Result<Response>(Transaction&)> work,
    const WriteRefusals& refusals)
{
    writeEntry(
        store, request, reply, caller.keyId(), apiName(api), name, std::move(work), refusals);
}

void writeEntry(
    Store& store, const Request& request, const Reply& reply, const QByteArray& keyId,
    QByteArrayView api, const EntryName& name, std::function<Result<Response>(Transaction&)> work,
    const WriteRefusals& refusals)
{
    auto repeatable = IdempotentWrite::of(request, api, keyId);
    if (!repeatable)
        return reply.send(refusals.error(repeatable.error()));
    store.transact(
        {keyId, request.requestId},
        [name, work = std::move(work), repeatable = std::move(*repeatable),
         conditions = Preconditions(request.headers),
         refuse = refusals.preconditionFailed](Transaction& transaction) -> Result<Response> {
            if (repeatable) {
                auto answered = repeatable->replay(transaction);
                if (!answered)
                    return failureOf(answered);
                if (*answered)
                    return std::move(**answered);
            }
            auto allowed = checkPreconditions(conditions, transaction, name);
            if (!allowed)
                return failureOf(allowed);
            if (!*allowed)
                return refuse();
            auto response = work(transaction);
            if (response && repeatable && response->status < 300) {
                if (auto kept = repeatable->keep(transaction, *response); !kept)
                    return failureOf(kept);
            }
            return response;
        },
        reply.context(),
        [reply, durability = store.durability(),
         refuse = refusals.error](Result<Response> response) {
            if (!response)
                return reply.send(refuse(response.error()));
            if (response->status < 300)
                return reply.send(withDurability(std::move(*response), durability));
            reply.send(std::move(*response));
        });
}

Response withDurability(Response response, Durability durability)
{
    if (durability == Durability::Relaxed)
        response.headers.set("X-Stateroom-Durability", "relaxed");
    return response;
}

} // namespace stateroom
