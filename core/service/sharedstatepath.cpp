// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/sharedstatepath.h"

#include "core/http/requestreport.h"
#include "core/json/jsontext.h"

namespace stateroom {

namespace {

/// `code` and `message` for clients of the workflow API, `errors` for those of the integration API.
Response refuseInBothShapes(int status, const QByteArray& code, QByteArrayView message)
{
    const QByteArray text = JsonText::fromUtf8(message).bytes();
    Response response = Response::json(
        status, R"({"code":")" + code + R"(","message":)" + text + R"(,"errors":[{"code":")" +
                    code.toLower() + R"(","message":)" + text + "}]}");
    if (status == 401)
        response.headers.set("WWW-Authenticate", "Bearer");
    return response;
}

Response renderRefusal(const Refusal& refusal)
{
    return refuseInBothShapes(statusOf(refusal.kind), codeOf(refusal.kind), refusal.message);
}

using Answer = std::function<void(const Request&, const Reply&)>;

/// Whose call it is. `withoutKey` answers what comes without a key, or with a workflow key.
Handler
decideByCredential(const KeyRing& keys, bool requireKeys, Answer integrationCall, Answer withoutKey)
{
    return [&keys, requireKeys, integrationCall = std::move(integrationCall),
            withoutKey = std::move(withoutKey)](const Request& request, Reply reply) {
        const Caller caller = callerOf(request, reply, keys, true);
        switch (caller.credential) {
        case Caller::Credential::None:
            if (requireKeys)
                return reply.send(refuseInBothShapes(
                    401, "UNAUTHORIZED", "A key of the integration or workflow API is needed."));
            return withoutKey(request, reply);
        case Caller::Credential::Unknown:
            return reply.send(
                refuseInBothShapes(401, "UNAUTHORIZED", "This API key is not known here."));
        case Caller::Credential::Known:
            break;
        }
        if (caller.isKnown(ApiKind::Integration))
            return integrationCall(request, reply);
        if (caller.isKnown(ApiKind::Workflow))
            return withoutKey(request, reply);
        reply.send(refuseInBothShapes(403, "FORBIDDEN", "This key belongs to another API."));
    };
}

} // namespace

void addSharedStatePath(
    Router& router, std::shared_ptr<workflow::WorkflowApi> workflowApi,
    std::shared_ptr<integration::IntegrationApi> integrationApi, const KeyRing& keys,
    bool requireKeys)
{
    const auto tellApi = [](const Reply& reply, ApiKind api) { reply.note({.api = apiName(api)}); };
    const auto integrationCall = [&](auto method) -> Answer {
        return [api = integrationApi, method, tellApi](const Request& request, const Reply& reply) {
            tellApi(reply, ApiKind::Integration);
            ((*api).*method)(request, reply);
        };
    };
    const Answer needsIntegrationKey = [tellApi](const Request&, const Reply& reply) {
        tellApi(reply, ApiKind::Integration);
        reply.send(refuseInBothShapes(
            401, "UNAUTHORIZED",
            "This call belongs to the integration State API and needs one of its keys."));
    };
    const Answer listWorkflow = [workflowApi, tellApi](const Request& request, const Reply& reply) {
        tellApi(reply, ApiKind::Workflow);
        workflowApi->list(request, reply);
    };
    using integration::IntegrationApi;
    const auto add = [&](Method method, Answer integrationAnswer, Answer withoutKey) {
        router.add(
            method, "/v1/state/{x}",
            decideByCredential(
                keys, requireKeys, std::move(integrationAnswer), std::move(withoutKey)),
            renderRefusal);
    };
    add(Method::Get, integrationCall(&IntegrationApi::getGlobal), listWorkflow);
    add(Method::Put, integrationCall(&IntegrationApi::putGlobal), needsIntegrationKey);
    add(Method::Delete, integrationCall(&IntegrationApi::removeGlobal), needsIntegrationKey);
}

} // namespace stateroom
