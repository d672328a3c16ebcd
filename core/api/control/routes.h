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

/// How the log names who writes by this API.
constexpr QByteArrayView controlKeyId = "control";

/// What the handlers work with; one for each HTTP worker, in whose thread it is used.
struct Desk {
    Store& store;
    std::shared_ptr<Reader> reader;
    JsonLimits limits;
    Timestamp startedAt;
    campaign::CampaignSetup campaigns;
    std::shared_ptr<Uploads> uploads;
    std::shared_ptr<ImportTurn> imports;
    KeyStore& keyStore;
    const KeyRing& keys;
    const RequestBook& requests;
    HookRunner& hooks;
    /// A context that stays as long as the worker, for what must not end with its request.
    std::shared_ptr<QObject> lasting;

    Attribution by(const Request& request) const
    {
        return {controlKeyId.toByteArray(), request.requestId};
    }
};
using DeskPtr = std::shared_ptr<const Desk>;

/// Adds handlers to the operations of the route table, which let in who bears the control token,
/// and no web page.
class Routes {
public:
    using Answer = std::function<void(const Request&, const Reply&)>;

    Routes(Router& router, ControlToken token);
    /// A call with a parameter that the table does not know is 400 before `answer` sees it, so that
    /// no call ignores what it was told.
    void add(QByteArrayView id, Answer answer);

private:
    DescribedRoutes m_routes;
    const std::shared_ptr<const ControlToken> m_token;
};

void addEntryRoutes(Routes& routes, const DeskPtr& desk);
void addActionRoutes(Routes& routes, const DeskPtr& desk);
void addCampaignRoutes(Routes& routes, const DeskPtr& desk);
void addHookRoutes(Routes& routes, const DeskPtr& desk);
void addHistoryRoutes(Routes& routes, const DeskPtr& desk);
void addKeyRoutes(Routes& routes, const DeskPtr& desk);
void addLogRoutes(Routes& routes, const DeskPtr& desk);
void addRequestsRoute(Routes& routes, const DeskPtr& desk);
void addStatisticsRoute(Routes& routes, const DeskPtr& desk);
void addTransferRoutes(Routes& routes, const DeskPtr& desk);
void addWebhookRoutes(Routes& routes, const DeskPtr& desk);

} // namespace stateroom::control
