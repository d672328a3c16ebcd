// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/campaignapi.h"
#include "core/api/control/controltoken.h"
#include "core/api/keystore.h"
#include "core/api/routetable.h"
#include "core/hooks/hookrunner.h"
#include "core/http/requestbook.h"
#include "core/http/router.h"
#include "core/json/jsontext.h"
#include "core/store/store.h"

namespace stateroom::control {

class ImportTurn;
class Uploads;

/// Its calls.
const RouteTable& routeTable();

/// What every worker's control API has in common.
struct ControlOptions {
    ControlToken token;
    JsonLimits limits;
    Timestamp startedAt;
    campaign::CampaignSetup campaigns;
    std::shared_ptr<Uploads> uploads;
    std::shared_ptr<ImportTurn> imports;
    KeyStore& keyStore;
    const KeyRing& keys;
    const RequestBook& requests;
    HookRunner& hooks;
};

/// Stateroom's own API (docs/api/control.md), for stateroomctl and scripts. To be called in each
/// HTTP worker's thread, with its own Reader; the store, the keys and the book must outlive the
/// router.
void addControlRoutes(
    Router& router, Store& store, std::shared_ptr<Reader> reader, const ControlOptions& options);

} // namespace stateroom::control
