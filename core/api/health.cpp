// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/health.h"

#include "core/api/routetable.h"
#include "core/base/version.h"
#include "core/json/jsontext.h"

namespace stateroom {

const RouteTable& serverRouteTable()
{
    static const RouteTable table(RouteTable::file("server"));
    return table;
}

void addHealthRoute(Router& router, const Store& store)
{
    DescribedRoutes routes(router, serverRouteTable(), renderControlRefusal);
    routes.add("getHealth", [&store](const Request&, const Reply& reply) {
        const StoreHealth health = store.health();
        QByteArray body = R"({"status":"ok","version":")";
        body += versionText;
        body += R"(","durability":")";
        body += store.durability() == Durability::Full ? "full" : "relaxed";
        body += R"(","writable":)";
        body += health.writable ? "true" : "false";
        if (!health.writable)
            body += R"(,"reason":)" + JsonText::fromString(health.reason.toString()).bytes();
        reply.send(Response::json(200, body + '}'));
    });
}

} // namespace stateroom
