// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/keyring.h"
#include "core/http/reply.h"

namespace stateroom {

/// Who a request says it comes from.
struct Caller {
    enum class Credential {
        None,    ///< it bears none
        Unknown, ///< one that is not in force (and never says whether it once was)
        Known,
    };
    Credential credential = Credential::None;
    ApiKeyPtr key; ///< set when known

    bool isKnown(ApiKind api) const { return credential == Credential::Known && key->api == api; }
    QByteArray keyId() const { return key ? key->id : QByteArray(); }
};

/// The token of `Authorization: Bearer TOKEN` (RFC 6750, section 2.1); empty when the field says
/// something else or comes twice, nothing when there is none.
std::optional<QByteArrayView> bearerTokenOf(const Request& request);

/// Reads `Authorization: Bearer`, or with `queryToo` (for streams, whose clients cannot set header
/// fields) `?api_key=`. Any other scheme is an unknown credential.
Caller callerOf(const Request& request, const KeyRing& keys, bool queryToo = false);

/// The same, and tells it to those who look at requests.
Caller
callerOf(const Request& request, const Reply& reply, const KeyRing& keys, bool queryToo = false);

} // namespace stateroom
