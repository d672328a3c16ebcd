// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/refusal.h"
#include "core/http/reply.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace stateroom {

using Handler = std::function<void(const Request&, Reply)>;

/// Whether a page of a foreign site may lead a browser here.
enum class CrossSite {
    Refuse,          ///< `Sec-Fetch-Site: cross-site` without an allowed Origin is 403
    AllowNavigation, ///< but a plain GET navigation passes: pages for people, never data
};

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
    /// API's shape. The same pattern may be added once for each method (its first `refuse` and
    /// `crossSite` hold). A mistake in the pattern is a defect and asserts.
    void
    add(Method method, QByteArrayView pattern, Handler handler, RefusalRenderer refuse,
        CrossSite crossSite = CrossSite::Refuse);

    /// Unknown paths below this one, a path without parameters, are the API's that claims it: what
    /// is said of them is said by `refuse`. The first to claim it holds.
    void claim(QByteArrayView path, RefusalRenderer refuse);

    /// Routes that are added from now on are this API's: `workflow`. Told to those who look at
    /// requests.
    void beginApi(QByteArray name) { m_api = std::move(name); }

    struct Route {
        QByteArray pattern;
        QByteArray allow; ///< `GET, HEAD, POST, OPTIONS`
        QByteArray api;
    };
    /// All paths, in no particular order.
    std::vector<Route> routes() const;

    struct Match {
        const Handler* handler = nullptr; ///< null: the method is not known, or the path
        bool isPath = true;               ///< false: there is no such path, but it is an API's
        const RefusalRenderer* refuse = nullptr;
        std::vector<QByteArray> parameters;
        QByteArray allow; ///< `GET, HEAD, POST, OPTIONS`: what the path knows
        QByteArray api;
        CrossSite crossSite = CrossSite::Refuse;
    };
    /// Nothing when no route has this path, and nobody claims it. No method (one that we do not
    /// know) matches no handler.
    std::optional<Match>
    find(std::optional<Method> method, const std::vector<QByteArray>& segments) const;

private:
    struct Node;
    Node& nodeOf(QByteArrayView pattern);
    std::optional<Match> findClaim(const std::vector<QByteArray>& segments) const;

    std::unique_ptr<Node> m_root;
    QByteArray m_api;
};

} // namespace stateroom
