// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/sharedstatepath.h"

#include "core/api/routetable.h"
#include "core/api/streaming.h"
#include "core/api/workflow/answers.h"
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

/// Who answers a method there.
struct Calls {
    Answer integration; ///< with one of its keys
    Answer workflow;    ///< with one of its keys
    Answer withoutKey;
};

/// Whose call it is.
Handler decideByCredential(const KeyRing& keys, bool requireKeys, Calls calls)
{
    return [&keys, requireKeys,
            calls = std::move(calls)](const Request& request, const Reply& reply) {
        const bool queryToo = wantsEventStream(request); // EventSource sets no header fields
        const Caller caller = callerOf(request, reply, keys, queryToo);
        switch (caller.credential) {
        case Caller::Credential::None:
            if (requireKeys)
                return reply.send(refuseInBothShapes(
                    401, "UNAUTHORIZED", "A key of the integration or workflow API is needed."));
            return calls.withoutKey(request, reply);
        case Caller::Credential::Unknown:
            return reply.send(
                refuseInBothShapes(401, "UNAUTHORIZED", "This API key is not known here."));
        case Caller::Credential::Known:
            break;
        }
        if (caller.isKnown(ApiKind::Integration))
            return calls.integration(request, reply);
        if (caller.isKnown(ApiKind::Workflow))
            return calls.workflow(request, reply);
        reply.send(refuseInBothShapes(403, "FORBIDDEN", "This key belongs to another API."));
    };
}

void tellApi(const Reply& reply, ApiKind api)
{
    reply.note({.api = apiName(api)});
}

/// What a client of the integration API sees that has forgotten its key.
void askForIntegrationKey(const Request&, const Reply& reply)
{
    tellApi(reply, ApiKind::Integration);
    reply.send(refuseInBothShapes(
        401, "UNAUTHORIZED",
        "This call belongs to the integration State API and needs one of its keys."));
}

/// The workflow API knows GET alone here.
void refuseMethod(const Request&, const Reply& reply)
{
    tellApi(reply, ApiKind::Workflow);
    reply.send(workflow::errorAnswer(
                   405, "METHOD_NOT_ALLOWED",
                   "The list of a workflow's keys is read with GET; a key is written at "
                   "/v1/state/{workflowId}/{key}.")
                   .with("Allow", "GET, HEAD, OPTIONS"));
}

} // namespace

const RouteTable& sharedRouteTable()
{
    static const RouteTable table(RouteTable::file("shared"));
    return table;
}

void addSharedStatePath(
    Router& router, std::shared_ptr<workflow::WorkflowApi> workflowApi,
    std::shared_ptr<integration::IntegrationApi> integrationApi, const KeyRing& keys,
    bool requireKeys)
{
    using integration::IntegrationApi;
    const auto integrationCall = [&](auto method) -> Answer {
        return [api = integrationApi, method](const Request& request, const Reply& reply) {
            tellApi(reply, ApiKind::Integration);
            ((*api).*method)(request, reply);
        };
    };
    const Answer listWorkflow = [workflowApi](const Request& request, const Reply& reply) {
        tellApi(reply, ApiKind::Workflow);
        workflowApi->list(request, reply);
    };
    DescribedRoutes routes(router, sharedRouteTable(), renderRefusal);
    const auto add = [&](QByteArrayView id, Calls calls) {
        routes.add(id, decideByCredential(keys, requireKeys, std::move(calls)));
    };
    add("getSharedState",
        {integrationCall(&IntegrationApi::getGlobal), listWorkflow, listWorkflow});
    add("putSharedState",
        {integrationCall(&IntegrationApi::putGlobal), refuseMethod, askForIntegrationKey});
    add("deleteSharedState",
        {integrationCall(&IntegrationApi::removeGlobal), refuseMethod, askForIntegrationKey});
}

} // namespace stateroom
