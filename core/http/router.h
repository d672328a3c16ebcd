// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/reply.h"

#include <functional>
#include <memory>
#include <variant>

namespace stateroom {

/// A refusal that the server makes itself, before or instead of an API's handler. Each API says
/// it in its own shape; the codes are spelled by the APIs.
struct Refusal {
    enum class Kind {
        BadRequest,        ///< 400 malformed path, head or framing
        Unauthorized,      ///< 401
        Forbidden,         ///< 403 origin not allowed
        NotFound,          ///< 404 unknown path
        MethodNotAllowed,  ///< 405 (the server adds Allow)
        Timeout,           ///< 408
        PayloadTooLarge,   ///< 413
        UriTooLong,        ///< 414
        Misdirected,       ///< 421 Host is not ours
        HeadTooLarge,      ///< 431
        Internal,          ///< 500
        NotImplemented,    ///< 501 method or transfer coding
        Overloaded,        ///< 503 too many connections, or stopping
        Version,           ///< 505
    };
    Kind kind;
    QByteArray message; ///< one sentence for the developer who reads it
};

int statusOf(Refusal::Kind kind);
/// `PAYLOAD_TOO_LARGE` and the like.
QByteArray codeOf(Refusal::Kind kind);

using Handler = std::function<void(const Request&, Reply)>;
using RefusalRenderer = std::function<Response(const Refusal&)>;

/// The control shape: `{"error":{"code","message"}}`, for paths that belong to no API.
Response renderControlRefusal(const Refusal& refusal);

/// Which handler answers a path and method: a trie over the decoded segments. A literal segment
/// is preferred to a `{parameter}` where both lead to a route. GET answers HEAD too.
/// Filled before the server starts, then read only.
class Router {
public:
    Router();
    ~Router();
    Q_DISABLE_COPY(Router)
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    /// `pattern` like `/v1/state/{workflowId}/{key}`; `refuse` tells refusals on this path in the
    /// API's shape. The same pattern may be added once for each method. A mistake in the pattern
    /// is a defect and asserts.
    void add(Method method, QByteArrayView pattern, Handler handler, RefusalRenderer refuse);

    struct Match {
        const Handler* handler = nullptr;      ///< null: the path is known, the method is not
        const RefusalRenderer* refuse = nullptr;
        std::vector<QByteArray> parameters;
        QByteArray allow;                      ///< `GET, HEAD, POST`: what the path knows
    };
    /// Nothing when no route has this path.
    std::optional<Match> find(Method method, const std::vector<QByteArray>& segments) const;

private:
    struct Node;
    std::unique_ptr<Node> m_root;
};

} // namespace stateroom
