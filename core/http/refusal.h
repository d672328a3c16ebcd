// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/types.h"

#include <functional>

namespace stateroom {

/// A refusal that the server makes itself, before or instead of an API's handler. Each API says
/// it in its own shape; the codes are spelled by the APIs.
struct Refusal {
    enum class Kind {
        BadRequest,         ///< 400 malformed path, head or framing
        Unauthorized,       ///< 401
        Forbidden,          ///< 403 origin not allowed
        NotFound,           ///< 404 unknown path
        MethodNotAllowed,   ///< 405 (the server adds Allow)
        Timeout,            ///< 408
        PayloadTooLarge,    ///< 413
        UriTooLong,         ///< 414
        Misdirected,        ///< 421 Host is not ours
        HeadTooLarge,       ///< 431
        Internal,           ///< 500
        NotImplemented,     ///< 501 transfer coding
        Overloaded,         ///< 503 too many connections, or stopping
        UnsupportedVersion, ///< 505
    };
    Kind kind;
    QByteArray message; ///< one sentence for the developer who reads it
    /// While it is rendered: the request, as far as it had been read by then. Null: nothing of it.
    const Request* request = nullptr;
};

int statusOf(Refusal::Kind kind);
/// `PAYLOAD_TOO_LARGE` and the like.
QByteArray codeOf(Refusal::Kind kind);

using RefusalRenderer = std::function<Response(const Refusal&)>;

/// The control shape: `{"error":{"code","message"}}`, for paths that belong to no API.
Response renderControlRefusal(const Refusal& refusal);

} // namespace stateroom
