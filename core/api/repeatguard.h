// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/idempotency.h"

#include <memory>

namespace stateroom {

/// IdempotentWrite for work of several transactions, and for work that renders its answer later: it
/// remembers the answer of an earlier time that it met within a transaction. A run of a transaction
/// may be undone, with the earlier time too: who is told of a failure asks the store again
/// (committed()). Without the header field it does nothing. Used by one thread at a time: the
/// caller's, then the writer's, then the caller's again.
class RepeatGuard {
public:
    /// Errors as IdempotentWrite::of().
    static Result<std::shared_ptr<RepeatGuard>>
    of(const Request& request, QByteArrayView api, QByteArrayView credential);

    /// The field's; empty without it.
    QByteArray key() const { return m_write ? m_write->key() : QByteArray(); }

    /// Whether an earlier time is known to the reader: before work that looks at the store first.
    Result<bool> isDone(Reader& reader);
    /// The same within a transaction, which decides. True: leave it, and answer earlier().
    Result<bool> isDone(Transaction& transaction);
    Result<void> keep(Transaction& transaction, const Response& response) const;

    /// For work that has failed, and of whose runs none counts: the answer of an earlier time that
    /// is in the store by now. That may also be why it has failed.
    std::optional<Response> committed(Reader& reader);

    /// The earlier answer, once isDone() was true; for work that went on to succeed.
    const std::optional<Response>& earlier() const { return m_earlier; }

private:
    std::optional<IdempotentWrite> m_write;
    std::optional<Response> m_earlier;
};
using RepeatGuardPtr = std::shared_ptr<RepeatGuard>;

} // namespace stateroom
