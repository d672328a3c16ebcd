// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/caller.h"

namespace stateroom {

namespace {

/// The token of `Bearer TOKEN` (RFC 6750, section 2.1); empty when it is something else.
QByteArrayView bearerToken(QByteArrayView field)
{
    constexpr QByteArrayView scheme = "Bearer ";
    if (field.size() <= scheme.size() || !equalsIgnoringCase(field.first(scheme.size()), scheme))
        return {};
    return field.sliced(scheme.size()).trimmed();
}

} // namespace

Caller callerOf(const Request& request, const KeyRing& keys, bool queryToo)
{
    QByteArrayView token;
    if (request.headers.contains("Authorization")) {
        if (request.headers.count("Authorization") == 1)
            token = bearerToken(*request.headers.first("Authorization"));
    } else if (queryToo && request.query.contains("api_key")) {
        token = *request.query.last("api_key");
    } else {
        return {};
    }
    ApiKeyPtr key = keys.find(token);
    if (!key)
        return {Caller::Credential::Unknown, nullptr};
    return {Caller::Credential::Known, std::move(key)};
}

} // namespace stateroom
