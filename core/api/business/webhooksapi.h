// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/businessapi.h"
#include "core/api/business/recordwrite.h"

namespace stateroom::business {

/// What webhooks have beyond the calls of every resource (docs/api/webhooks.md): deliveries, test
/// events, another secret. One object for each HTTP worker, as BusinessApi.
class WebhooksApi final : public std::enable_shared_from_this<WebhooksApi> {
public:
    static std::shared_ptr<WebhooksApi> create(BusinessApi::Parts parts);
    Q_DISABLE_COPY_MOVE(WebhooksApi)

    /// `table`: of routeTableOf() for a catalogue with webhooks.
    void addRoutes(Router& router, const RouteTable& table);

private:
    using Handle = void (WebhooksApi::*)(const Request&, const Reply&);
    /// What a call does to the webhook that its path names, within a transaction.
    using Work = std::function<Outcome<Written>(Transaction&, const QByteArray& webhook)>;

    explicit WebhooksApi(BusinessApi::Parts parts);

    std::optional<Call> admit(const Request& request, const Reply& reply, bool writes);
    void write(const Request& request, const Reply& reply, Work work);

    void listDeliveries(const Request& request, const Reply& reply);
    void getDelivery(const Request& request, const Reply& reply);
    void resend(const Request& request, const Reply& reply);
    void sendTest(const Request& request, const Reply& reply);
    void renewSecret(const Request& request, const Reply& reply);

    Store& m_store;
    const std::shared_ptr<Reader> m_reader;
    const JsonLimits m_limits;
    Gatekeeper m_gatekeeper;
};

} // namespace stateroom::business
