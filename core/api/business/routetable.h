// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/routetable.h"
#include "core/business/catalogue.h"

namespace stateroom::business {

/// The calls on the resources of a catalogue, and the schemas of their records.
RouteTable routeTableOf(const Catalogue& catalogue);
/// Those of catalogue(). Lives as long as the program.
const RouteTable& routeTable();

/// `create`, `agents` -> `createAgent`; `list` -> `listAgents`.
QByteArray operationId(QByteArrayView verb, const Resource& resource);
/// `listConversationsOfAgent`
QByteArray subListId(const Resource& owner, const Resource& listed);

} // namespace stateroom::business
