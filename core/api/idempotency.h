// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/types.h"
#include "core/store/store.h"

namespace stateroom {

/// A write that bears an `Idempotency-Key` (contract section 0, extras): its answer is kept in the
/// transaction that it did, for 24 h, so that a repeat is answered the same and does nothing.
///
/// A key counts for one credential, method and path, which is the same with the base `/v1` and
/// without. Used within a transaction: first replay(), and if that gives nothing, the work, and
/// then keep(). Two at once are in two transactions, one after the other, so the second finds the
/// first one's answer. Refusals are not kept.
class IdempotentWrite {
public:
    /// Nothing without the header field; InvalidInput when it stands there twice, is empty, longer
    /// than 255 bytes or not visible ASCII. `credential` tells callers apart; empty where there are
    /// no keys.
    static Result<std::optional<IdempotentWrite>>
    of(const Request& request, QByteArrayView api, QByteArrayView credential);

    const QByteArray& key() const { return m_key; }
    /// The kept answer, with `Idempotency-Replayed: true`; nothing if this is the first time.
    /// InvalidInput when the key was used with another body.
    Result<std::optional<Response>> replay(Transaction& transaction) const;
    /// The same of what a reader sees: it may be done by the time that one writes.
    Result<std::optional<Response>> replay(Reader& reader) const;
    /// Keeps status, body and entity tag.
    Result<void> keep(Transaction& transaction, const Response& response) const;

private:
    QByteArray m_scope;
    QByteArray m_key;
    QByteArray m_fingerprint;
};

} // namespace stateroom
