// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/router.h"

#include <array>
#include <map>

namespace stateroom {

namespace {

constexpr std::array methodNames = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

size_t indexOf(Method method)
{
    return static_cast<size_t>(method);
}

} // namespace

struct Router::Node {
    std::map<QByteArray, std::unique_ptr<Node>> literals;
    std::unique_ptr<Node> parameter;
    std::array<Handler, methodNames.size()> handlers;
    RefusalRenderer refuse;
    RefusalRenderer refuseBelow; // null: nobody claims what is below
    QByteArray claimant;
    QByteArray allow;
    QByteArray pattern;
    QByteArray api;
    CrossSite crossSite = CrossSite::Refuse;

    bool hasRoute() const { return !allow.isEmpty(); }
    void listAllowed();
    void listRoutes(std::vector<Route>& routes) const;
    const Node* find(const std::vector<QByteArray>& segments, size_t depth, Match& match) const;
};

void Router::Node::listAllowed()
{
    allow.clear();
    for (const Method method :
         {Method::Get, Method::Head, Method::Post, Method::Put, Method::Patch, Method::Delete,
          Method::Options}) {
        const bool known = handlers[indexOf(method)] || method == Method::Options ||
                           (method == Method::Head && handlers[indexOf(Method::Get)]);
        if (!known)
            continue;
        if (!allow.isEmpty())
            allow += ", ";
        allow += methodNames[indexOf(method)];
    }
}

void Router::Node::listRoutes(std::vector<Route>& routes) const
{
    if (hasRoute())
        routes.push_back({pattern, allow, api});
    for (const auto& [text, node] : literals)
        node->listRoutes(routes);
    if (parameter)
        parameter->listRoutes(routes);
}

const Router::Node*
Router::Node::find(const std::vector<QByteArray>& segments, size_t depth, Match& match) const
{
    if (depth == segments.size())
        return hasRoute() ? this : nullptr;
    if (const auto literal = literals.find(segments[depth]); literal != literals.end()) {
        if (const Node* node = literal->second->find(segments, depth + 1, match))
            return node;
    }
    if (!parameter)
        return nullptr;
    match.parameters.push_back(segments[depth]);
    if (const Node* node = parameter->find(segments, depth + 1, match))
        return node;
    match.parameters.pop_back();
    return nullptr;
}

Router::Router()
    : m_root(std::make_unique<Node>())
{
}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

Router::Node& Router::nodeOf(QByteArrayView pattern)
{
    Node* node = m_root.get();
    QByteArrayView rest = pattern.sliced(1);
    while (!rest.isEmpty()) {
        const qsizetype slash = rest.indexOf('/');
        const QByteArrayView segment = slash < 0 ? rest : rest.first(slash);
        rest = slash < 0 ? QByteArrayView() : rest.sliced(slash + 1);
        Q_ASSERT_X(!segment.isEmpty(), "Router::add", "an empty segment");
        const bool isParameter = segment.startsWith('{');
        Q_ASSERT_X(isParameter == segment.endsWith('}'), "Router::add", "an unclosed parameter");
        std::unique_ptr<Node>& next =
            isParameter ? node->parameter : node->literals[segment.toByteArray()];
        if (!next)
            next = std::make_unique<Node>();
        node = next.get();
    }
    return *node;
}

void Router::add(
    Method method, QByteArrayView pattern, Handler handler, RefusalRenderer refuse,
    CrossSite crossSite)
{
    Q_ASSERT_X(pattern.startsWith('/') && handler && refuse, "Router::add", "incomplete route");
    Node* const node = &nodeOf(pattern);
    Handler& place = node->handlers[indexOf(method)];
    Q_ASSERT_X(!place, "Router::add", "the route exists");
    place = std::move(handler);
    if (!node->refuse) {
        node->refuse = std::move(refuse);
        node->crossSite = crossSite;
        node->pattern = pattern.toByteArray();
        node->api = m_api;
    }
    node->listAllowed();
}

void Router::claim(QByteArrayView path, RefusalRenderer refuse)
{
    Q_ASSERT_X(
        path.startsWith('/') && !path.contains('{') && refuse, "Router::claim", "no plain path");
    Node& node = nodeOf(path);
    if (node.refuseBelow)
        return;
    node.refuseBelow = std::move(refuse);
    node.claimant = m_api;
}

std::vector<Router::Route> Router::routes() const
{
    std::vector<Route> routes;
    m_root->listRoutes(routes);
    return routes;
}

std::optional<Router::Match> Router::findClaim(const std::vector<QByteArray>& segments) const
{
    std::optional<Match> match;
    const Node* node = m_root.get();
    for (const QByteArray& segment : segments) {
        const auto next = node->literals.find(segment);
        if (next == node->literals.end())
            break;
        node = next->second.get();
        if (!node->refuseBelow)
            continue;
        match.emplace();
        match->isPath = false;
        match->refuse = &node->refuseBelow;
        match->api = node->claimant;
    }
    return match;
}

std::optional<Router::Match>
Router::find(std::optional<Method> method, const std::vector<QByteArray>& segments) const
{
    constexpr size_t usualParameters = 4;
    Match match;
    match.parameters.reserve(usualParameters);
    const Node* node = m_root->find(segments, 0, match);
    if (!node)
        return findClaim(segments);
    if (method) {
        const Handler* handler = &node->handlers[indexOf(*method)];
        if (!*handler && *method == Method::Head)
            handler = &node->handlers[indexOf(Method::Get)];
        match.handler = *handler ? handler : nullptr;
    }
    match.refuse = &node->refuse;
    match.allow = node->allow;
    match.api = node->api;
    match.crossSite = node->crossSite;
    return match;
}

} // namespace stateroom
