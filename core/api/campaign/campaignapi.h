// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/caller.h"
#include "core/api/campaign/definitions.h"
#include "core/api/campaign/mutationbook.h"
#include "core/api/campaign/statetree.h"
#include "core/api/campaign/usertoken.h"
#include "core/http/router.h"

#include <memory>

namespace stateroom {
class RouteTable;
}

namespace stateroom::campaign {

/// Its calls.
const RouteTable& routeTable();

/// What the campaign API is set up with; the same for all workers.
struct CampaignSetup {
    std::shared_ptr<const TokenAuthority> tokens;
    DefinitionLimits limits;
    std::shared_ptr<MutationBook> book = nullptr; ///< told of each mutation; null: nobody is
};

/// State & Variables over HTTP (docs/api/campaign.md): variables are declared with a campaign key,
/// and read and changed with a user token.
///
/// One object for each HTTP worker, in whose thread it lives; it is kept alive by the routes that
/// it has added.
class CampaignApi final : public std::enable_shared_from_this<CampaignApi> {
public:
    /// `store` and `keys` must outlive the object, `reader` is the worker's own.
    static std::shared_ptr<CampaignApi> create(
        Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, CampaignSetup setup,
        JsonLimits limits);
    Q_DISABLE_COPY_MOVE(CampaignApi)

    void addRoutes(Router& router);

private:
    CampaignApi(
        Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, CampaignSetup setup,
        JsonLimits limits);

    // The calls that need a campaign key.
    void define(const Request& request, const Reply& reply);
    void list(const Request& request, const Reply& reply);
    // The calls that need a user token.
    void state(const Request& request, const Reply& reply);
    void mutateState(const Request& request, const Reply& reply);

    Checked<Caller> callerFor(const Request& request, const Reply& reply, bool writes);
    void record(MutationReport report, MutationOutcome outcome);
    Result<QByteArray> stateFor(const UserTokenPtr& token);
    Checked<UserTokenPtr> tokenOf(const Request& request, const Reply& reply);

    Store& m_store;
    const std::shared_ptr<Reader> m_reader;
    KeyRing& m_keys;
    const CampaignSetup m_setup;
    const JsonLimits m_limits;
    TokenCache m_tokens;
    VariableCache m_variables;
    StateCache m_states;
};

} // namespace stateroom::campaign
