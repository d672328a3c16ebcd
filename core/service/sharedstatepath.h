// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/integration/integrationapi.h"
#include "core/api/workflow/workflowapi.h"

namespace stateroom {

class RouteTable;

/// Its calls.
const RouteTable& sharedRouteTable();

/// `/v1/state/{name}`: one integration key, or the list of a workflow's keys. Contract section 0:
///
/// - an integration key's call belongs to `integration`;
/// - GET without a key, or with a workflow key, belongs to `workflow`;
/// - PUT and DELETE without a key are integration's 401; with a workflow key they go to `workflow`,
///   which has no such methods there: 405;
/// - a key of another API is 403, an unknown one 401, never a fallback.
///
/// The key stands in the Authorization field; where an event stream is asked for, `?api_key=` is
/// one, too. A refusal here has the shapes of both APIs, but for that 405.
void addSharedStatePath(
    Router& router, std::shared_ptr<workflow::WorkflowApi> workflowApi,
    std::shared_ptr<integration::IntegrationApi> integrationApi, const KeyRing& keys,
    bool requireKeys);

} // namespace stateroom
