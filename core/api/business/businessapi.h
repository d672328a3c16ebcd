// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/gatekeeper.h"
#include "core/api/routetable.h"
#include "core/business/catalogue.h"
#include "core/business/records.h"

namespace stateroom::business {

/// The business API over REST (docs/api/business.md): for each resource of a catalogue the same
/// calls, with `/v1` and without. Every call needs a key.
///
/// One object for each HTTP worker, in whose thread it lives; it is kept alive by the routes that
/// it has added.
class BusinessApi final : public std::enable_shared_from_this<BusinessApi> {
public:
    /// What it works with; all of it must outlive the object, and `reader` is the worker's own.
    struct Parts {
        Store& store;
        std::shared_ptr<Reader> reader;
        KeyRing& keys;
        RateLimiter& rates; ///< shared by all workers
        const Clock& clock;
        const ServedAt& servedAt; ///< for all workers
        JsonLimits limits;
    };
    static std::shared_ptr<BusinessApi> create(Parts parts);
    Q_DISABLE_COPY_MOVE(BusinessApi)

    /// `catalogue` must live as long as the routes; `table` is its own, of routeTableOf().
    void addRoutes(Router& router, const Catalogue& catalogue, const RouteTable& table);

private:
    struct Served {
        const Resource* resource;
        Namespace space;

        EntryName record(const Request& request) const
        {
            return {space, Key(request.parameters.front())};
        }
    };
    using Handle = void (BusinessApi::*)(const Request&, const Reply&, const Served&);

    explicit BusinessApi(Parts parts);

    void addResource(DescribedRoutes& routes, const Served& served);
    void addSubList(
        DescribedRoutes& routes, const Served& parent, const SubList& list, const Served& listed);
    std::optional<Call>
    admit(const Request& request, const Reply& reply, const Served& served, bool writes);

    void create(const Request& request, const Reply& reply, const Served& served);
    void list(const Request& request, const Reply& reply, const Served& served);
    void subList(
        const Request& request, const Reply& reply, const Served& parent, const SubList& list,
        const Served& listed);
    void get(const Request& request, const Reply& reply, const Served& served);
    void patch(const Request& request, const Reply& reply, const Served& served);
    void replace(const Request& request, const Reply& reply, const Served& served);
    void remove(const Request& request, const Reply& reply, const Served& served);

    void
    change(const Request& request, const Reply& reply, const Served& served, RecordWrite write);
    Result<std::optional<VersionedValue>>
    find(const Request& request, const Served& served, qint64 version);

    Store& m_store;
    const std::shared_ptr<Reader> m_reader;
    const JsonLimits m_limits;
    Gatekeeper m_gatekeeper;
};

/// Whether no resource may have this name, since its paths are others' (contract section 4).
bool isReservedName(QByteArrayView name);

} // namespace stateroom::business
