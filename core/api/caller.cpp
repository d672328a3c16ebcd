// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/caller.h"

#include "core/http/requestreport.h"

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

RequestNote::Credential credentialOf(const Caller& caller)
{
    switch (caller.credential) {
    case Caller::Credential::None:
        return RequestNote::Credential::None;
    case Caller::Credential::Unknown:
        return RequestNote::Credential::Unknown;
    case Caller::Credential::Known:
        return RequestNote::Credential::Known;
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<QByteArrayView> bearerTokenOf(const Request& request)
{
    const auto field = request.headers.first("Authorization");
    if (!field)
        return std::nullopt;
    return request.headers.count("Authorization") == 1 ? bearerToken(*field) : QByteArrayView();
}

Caller callerOf(const Request& request, const KeyRing& keys, bool queryToo)
{
    QByteArrayView token;
    if (const auto bearer = bearerTokenOf(request)) {
        token = *bearer;
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

Caller callerOf(const Request& request, const Reply& reply, const KeyRing& keys, bool queryToo)
{
    Caller caller = callerOf(request, keys, queryToo);
    reply.note({credentialOf(caller), caller.keyId()});
    return caller;
}

} // namespace stateroom
