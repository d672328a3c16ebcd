// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/caller.h"
#include "core/http/router.h"
#include "core/json/jsontext.h"
#include "core/store/store.h"

#include <memory>

namespace stateroom {
class RouteTable;
}

namespace stateroom::integration {

/// Its calls, but for those on `/v1/state/{name}`.
const RouteTable& routeTable();

/// The integration State API over HTTP (docs/api/integration.md): bare values under keys, globally
/// (`integration/`) or on one resource (`integration/imports/55cc`). Every call needs a key.
///
/// One object for each HTTP worker, in whose thread it lives; it is kept alive by the routes that
/// it has added.
class IntegrationApi final : public std::enable_shared_from_this<IntegrationApi> {
public:
    /// `store` and `keys` must outlive the object, `reader` is the worker's own.
    static std::shared_ptr<IntegrationApi>
    create(Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits);
    Q_DISABLE_COPY_MOVE(IntegrationApi)

    /// All but `/v1/state/{key}`, which the workflow API claims, too.
    void addRoutes(Router& router);

    // The calls on one global key; the path's last parameter is the key.
    void getGlobal(const Request& request, const Reply& reply);
    void putGlobal(const Request& request, const Reply& reply);
    void removeGlobal(const Request& request, const Reply& reply);

private:
    /// Where a call's entries are: nothing for the global ones, else `imports/55cc`.
    using Resource = QByteArray;
    using Call =
        void (IntegrationApi::*)(const Request&, const Reply&, const Caller&, const Resource&);

    IntegrationApi(Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits);

    void callWithKey(
        const Request& request, const Reply& reply, const Resource& resource, bool writes,
        Call call);

    void
    get(const Request& request, const Reply& reply, const Caller& caller, const Resource& resource);
    void
    put(const Request& request, const Reply& reply, const Caller& caller, const Resource& resource);
    void remove(
        const Request& request, const Reply& reply, const Caller& caller, const Resource& resource);
    void list(
        const Request& request, const Reply& reply, const Caller& caller, const Resource& resource);
    void removeAll(
        const Request& request, const Reply& reply, const Caller& caller, const Resource& resource);

    Store& m_store;
    const std::shared_ptr<Reader> m_reader;
    KeyRing& m_keys;
    const JsonLimits m_limits;
};

} // namespace stateroom::integration
