// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/workflow/workflowapi.h"

#include "core/api/conditional.h"
#include "core/api/entrywrite.h"
#include "core/api/keylisting.h"
#include "core/api/numbers.h"
#include "core/api/routetable.h"
#include "core/api/streaming.h"
#include "core/api/workflow/answers.h"
#include "core/api/workflow/requests.h"
#include "core/api/workflow/watch.h"

namespace stateroom::workflow {

using namespace Qt::StringLiterals;

namespace {

Response preconditionFailed()
{
    return errorAnswer(
        412, "PRECONDITION_FAILED",
        "The key's version is not the one that If-Match or "
        "If-None-Match asks for. Read the key again.");
}

Response valueAnswer(const JsonText& value, Version version)
{
    const QByteArray tag = entityTag(version); // the number in quotes
    QByteArray body;
    body.reserve(value.bytes().size() + 48);
    body.append(R"({"value":)").append(value.bytes()).append(R"(,"version":)");
    body.append(QByteArrayView(tag).sliced(1).chopped(1)).append('}');
    return Response::json(200, std::move(body)).with("ETag", tag);
}

Response conditionalAnswer(const Headers& headers, const JsonText& value, Version version)
{
    const Preconditions conditions(headers);
    if (!conditions.allowRead(version))
        return preconditionFailed();
    if (conditions.isNotModified(version))
        return Response::empty(304).with("ETag", entityTag(version));
    return valueAnswer(value, version);
}

Response versionAnswer(Version version)
{
    return Response::json(200, R"({"version":)" + QByteArray::number(version.value()) + '}')
        .with("ETag", entityTag(version));
}

} // namespace

const RouteTable& routeTable()
{
    static const RouteTable table(RouteTable::file("workflow"));
    return table;
}

std::shared_ptr<WorkflowApi> WorkflowApi::create(
    Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits, Keys need)
{
    return std::shared_ptr<WorkflowApi>(
        new WorkflowApi(store, std::move(reader), keys, limits, need));
}

WorkflowApi::WorkflowApi(
    Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits, Keys need)
    : m_store(store)
    , m_reader(std::move(reader))
    , m_keys(keys)
    , m_need(need)
    , m_limits(limits)
{
}

void WorkflowApi::addRoutes(Router& router)
{
    const auto handler = [self = shared_from_this()](auto method) -> Handler {
        return [self, method](const Request& request, Reply reply) {
            ((*self).*method)(request, reply);
        };
    };
    const auto writer = [self = shared_from_this()](bool versioned) -> Handler {
        return [self, versioned](const Request& request, Reply reply) {
            self->set(request, reply, versioned);
        };
    };
    DescribedRoutes routes(router, routeTable(), renderRefusal);
    routes.add("getWorkflowValue", handler(&WorkflowApi::get));
    routes.add("setWorkflowValue", writer(false));
    routes.add("deleteWorkflowValue", handler(&WorkflowApi::remove));
    routes.add("compareAndSetWorkflowValue", writer(true));
    routes.add("streamWorkflowValue", handler(&WorkflowApi::streamKey));
}

bool WorkflowApi::admits(const Request& request, const Reply& reply, Access access)
{
    if (m_need == Keys::Optional)
        return true;
    const auto refuse = [&reply](int status, QByteArrayView code, QByteArrayView message) {
        Response response = errorAnswer(status, code, message);
        if (status == 401)
            response.headers.set("WWW-Authenticate", "Bearer");
        reply.send(std::move(response));
        return false;
    };
    const Caller caller = callerOf(request, reply, m_keys, access == Access::Stream);
    if (caller.credential != Caller::Credential::Known)
        return refuse(
            401, "UNAUTHORIZED", "A workflow API key is needed: Authorization: Bearer wfl_…");
    if (!caller.isKnown(ApiKind::Workflow))
        return refuse(403, "FORBIDDEN", "This key belongs to another API.");
    if (access == Access::Write && caller.key->readOnly)
        return refuse(403, "FORBIDDEN", "This key may only read.");
    if (!caller.key->covers(request.parameters[0]))
        return refuse(403, "FORBIDDEN", "This key is limited to other workflows.");
    m_keys.noteUse(*caller.key, m_store.now());
    return true;
}

void WorkflowApi::get(const Request& request, const Reply& reply)
{
    if (!admits(request, reply, Access::Read))
        return;
    auto name = entryName(request.parameters[0], request.parameters[1]);
    if (!name)
        return reply.send(errorAnswer(name.error()));
    if (const auto version = request.query.last("version"))
        return getVersion(*name, *version, request.headers, reply);
    auto found = m_reader->value(*name);
    if (!found)
        return reply.send(errorAnswer(found.error()));
    if (!*found)
        return reply.send(keyNotFound());
    reply.send(conditionalAnswer(request.headers, (*found)->value, (*found)->version));
}

void WorkflowApi::getVersion(
    const EntryName& name, QByteArrayView version, const Headers& headers, const Reply& reply)
{
    const auto number = wholeNumber(version);
    if (!number || *number == 0)
        return reply.send(
            errorAnswer(400, "VALIDATION_ERROR", "\"version\" must be a whole number from 1."));
    auto change = m_reader->version(name, Version(*number));
    if (!change && change.error().code == ErrorCode::NotFound)
        return reply.send(
            errorAnswer(404, "VERSION_NOT_FOUND", change.error().toString().toUtf8()));
    if (!change)
        return reply.send(errorAnswer(change.error()));
    reply.send(conditionalAnswer(headers, *change->value, change->version));
}

void WorkflowApi::set(const Request& request, const Reply& reply, bool versioned)
{
    if (!admits(request, reply, Access::Write))
        return;
    auto name = entryName(request.parameters[0], request.parameters[1]);
    if (!name)
        return reply.send(errorAnswer(name.error()));
    auto body = parseWrite(request.body, m_limits, versioned);
    if (!body)
        return reply.send(errorAnswer(body.error()));
    write(
        request, reply, *name,
        [name = *name, body = std::move(*body)](Transaction& transaction) -> Result<Response> {
            SetOptions options;
            options.expected = body.expectedVersion;
            if (body.ttl)
                options.expiresAt = transaction.at() + *body.ttl;
            auto version = transaction.set(name, body.value, options);
            if (!version)
                return failureOf(version);
            return versionAnswer(*version);
        });
}

void WorkflowApi::remove(const Request& request, const Reply& reply)
{
    if (!admits(request, reply, Access::Write))
        return;
    auto name = entryName(request.parameters[0], request.parameters[1]);
    if (!name)
        return reply.send(errorAnswer(name.error()));
    write(request, reply, *name, [name = *name](Transaction& transaction) -> Result<Response> {
        auto version = transaction.remove(name);
        if (!version)
            return failureOf(version);
        return Response::json(200, *version ? R"({"deleted":true})" : R"({"deleted":false})");
    });
}

void WorkflowApi::write(
    const Request& request, const Reply& reply, const EntryName& name,
    std::function<Result<Response>(Transaction&)> work)
{
    // Only to tell the log who it was: without keys in force any caller may write.
    Caller caller = callerOf(request, reply, m_keys);
    if (!caller.isKnown(ApiKind::Workflow))
        caller = {};
    writeEntry(
        m_store, request, reply, caller, ApiKind::Workflow, name, std::move(work),
        {[](const Error& error) { return errorAnswer(error); }, preconditionFailed});
}

void WorkflowApi::list(const Request& request, const Reply& reply)
{
    if (!admits(request, reply, wantsEventStream(request) ? Access::Stream : Access::Read))
        return;
    auto space = workflowSpace(request.parameters[0]);
    if (!space)
        return reply.send(errorAnswer(space.error()));
    if (wantsEventStream(request))
        return startWatch(m_store, {std::move(*space), std::nullopt}, request, reply);
    auto list = parseKeyList(request.query);
    if (!list)
        return reply.send(errorAnswer(list.error()));
    startKeyListing(m_store, *m_reader, *space, *list, reply, [](const Error& error) {
        return errorAnswer(error);
    });
}

void WorkflowApi::streamKey(const Request& request, const Reply& reply)
{
    if (!admits(request, reply, Access::Stream))
        return;
    auto name = entryName(request.parameters[0], request.parameters[1]);
    if (!name)
        return reply.send(errorAnswer(name.error()));
    startWatch(m_store, {name->space, name->key}, request, reply);
}

} // namespace stateroom::workflow
