// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/controlapi.h"

#include "core/api/caller.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"

namespace stateroom::control {

namespace {

/// The answer to a request that may not come in; nothing when it may.
std::optional<Response> judge(const Request& request, const ControlToken& token)
{
    if (request.headers.contains("Origin"))
        return errorAnswer(403, "FORBIDDEN", "The control API does not answer web pages.");
    if (!token.matches(bearerTokenOf(request).value_or(QByteArrayView())))
        return errorAnswer(
                   401, "UNAUTHORIZED",
                   "The control token is needed: Authorization: Bearer ctl_…, as the file "
                   "control-token in the data directory has it.")
            .with("WWW-Authenticate", "Bearer");
    return std::nullopt;
}

} // namespace

const RouteTable& routeTable()
{
    static const RouteTable table(RouteTable::file("control"));
    return table;
}

Routes::Routes(Router& router, ControlToken token)
    : m_routes(router, routeTable(), renderControlRefusal)
    , m_token(std::make_shared<const ControlToken>(std::move(token)))
{
}

void Routes::add(QByteArrayView id, Answer answer)
{
    m_routes.add(
        id, [token = m_token, answer = std::move(answer),
             parameters = routeTable().operation(id).query](const Request& request, Reply reply) {
            if (auto refused = judge(request, *token))
                return reply.send(std::move(*refused));
            if (auto refused = unknownArgument(request, parameters))
                return reply.send(std::move(*refused));
            answer(request, reply);
        });
}

void addControlRoutes(
    Router& router, Store& store, std::shared_ptr<Reader> reader, const ControlOptions& options)
{
    Routes routes(router, options.token);
    const auto desk = std::make_shared<const Desk>(Desk{
        store, std::move(reader), options.limits, options.startedAt, options.campaigns,
        options.uploads, options.imports, options.keyStore, options.keys, options.requests,
        options.hooks, std::make_shared<QObject>()});
    addEntryRoutes(routes, desk);
    addActionRoutes(routes, desk);
    addCampaignRoutes(routes, desk);
    addHistoryRoutes(routes, desk);
    addHookRoutes(routes, desk);
    addKeyRoutes(routes, desk);
    addLogRoutes(routes, desk);
    addRequestsRoute(routes, desk);
    addStatisticsRoute(routes, desk);
    addTransferRoutes(routes, desk);
    addWebhookRoutes(routes, desk);
}

} // namespace stateroom::control
