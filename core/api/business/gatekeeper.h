// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/exchange.h"
#include "core/api/caller.h"
#include "core/store/store.h"

namespace stateroom::business {

/// What a call wants to touch, for keys that may not do all. Good for as long as the request.
struct Need {
    QByteArrayView type; ///< `agents`
    QByteArrayView id;   ///< of one record; empty: what is told or done is no record's alone
    bool writes = false;
};

/// A call that may go on.
struct Call {
    Exchange exchange;
    Caller caller;
};

/// Judges each call before anything is done for it: its key, how often that has called, the version
/// of the API, the key's rights; in this order. One for each HTTP worker, in its thread.
class Gatekeeper {
public:
    /// All must outlive the object.
    Gatekeeper(
        const Store& store, KeyRing& keys, RateLimiter& rates, const Clock& clock,
        const ServedAt& servedAt);
    Q_DISABLE_COPY_MOVE(Gatekeeper)

    /// Nothing: the call has been answered.
    std::optional<Call> admit(const Request& request, const Reply& reply, const Need& need);
    /// The server's refusal of a request in the API's shape. It counts as a call, if the request
    /// says by which key, but not where its Host or Origin is foreign; and what may be tells
    /// nothing of a key.
    Response refuse(const stateroom::Refusal& refusal);

private:
    RateStanding standingOf(const ApiKeyPtr& key, bool counts);

    const Store& m_store;
    KeyRing& m_keys;
    RateLimiter& m_rates;
    const Clock& m_clock;
    const ServedAt& m_servedAt;
    ApiKeyPtr m_lastKey; // most clients come again and again
    RateLimiter::CounterPtr m_lastCounter;
};

} // namespace stateroom::business
