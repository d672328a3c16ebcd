// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/caller.h"

#include "core/http/requestreport.h"

namespace stateroom {

std::optional<QByteArrayView> bearerTokenOf(const Request& request)
{
    constexpr QByteArrayView scheme = "Bearer ";
    const Headers& headers = request.headers;
    const auto field = headers.first("Authorization");
    if (!field)
        return std::nullopt;
    if (headers.count("Authorization") > 1 || field->size() <= scheme.size() ||
        !equalsIgnoringCase(field->first(scheme.size()), scheme))
        return QByteArrayView();
    return field->sliced(scheme.size()).trimmed();
}

namespace {

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

Caller callerOf(const Request& request, const KeyRing& keys, bool queryToo)
{
    auto token = bearerTokenOf(request);
    if (!token && queryToo)
        token = request.query.last("api_key");
    if (!token)
        return {};
    ApiKeyPtr key = keys.find(*token);
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
