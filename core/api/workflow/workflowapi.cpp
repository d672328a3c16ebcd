// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/workflow/workflowapi.h"

#include "core/api/conditional.h"
#include "core/api/idempotency.h"
#include "core/api/numbers.h"
#include "core/api/workflow/answers.h"
#include "core/api/workflow/listing.h"
#include "core/api/workflow/requests.h"
#include "core/api/workflow/watch.h"

namespace stateroom::workflow {

using namespace Qt::StringLiterals;

namespace {

Attribution attributionOf(const Request& request)
{
    return {{}, request.requestId};
}

Response preconditionFailed()
{
    return errorAnswer(
        412, "PRECONDITION_FAILED",
        "The key's version is not the one that If-Match or "
        "If-None-Match asks for. Read the key again.");
}

/// Whether the write may go on, judged in its own transaction.
Result<bool>
checkPreconditions(const Preconditions& conditions, Transaction& transaction, const EntryName& name)
{
    if (conditions.isEmpty())
        return true;
    auto entry = transaction.read().get(name);
    if (!entry)
        return failureOf(entry);
    return conditions.allowWrite(*entry ? (*entry)->version : Version(0));
}

bool wantsEventStream(const Request& request)
{
    for (const Headers::Field& field : request.headers.all()) {
        if (!equalsIgnoringCase(field.name, "Accept"))
            continue;
        for (const QByteArray& range : field.value.toByteArray().split(',')) {
            // What follows a semicolon is its weight.
            if (equalsIgnoringCase(range.split(';').first().trimmed(), "text/event-stream"))
                return true;
        }
    }
    return false;
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

std::shared_ptr<WorkflowApi>
WorkflowApi::create(Store& store, std::shared_ptr<Reader> reader, JsonLimits limits)
{
    return std::shared_ptr<WorkflowApi>(new WorkflowApi(store, std::move(reader), limits));
}

WorkflowApi::WorkflowApi(Store& store, std::shared_ptr<Reader> reader, JsonLimits limits)
    : m_store(store)
    , m_reader(std::move(reader))
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
    const QByteArray space = "/v1/state/{workflowId}";
    const QByteArray key = space + "/{key}";
    router.add(Method::Get, space, handler(&WorkflowApi::list), renderRefusal);
    // The integration API's calls on the shared path, which need one of its keys.
    router.add(Method::Put, space, handler(&WorkflowApi::refuseIntegrationCall), renderRefusal);
    router.add(Method::Delete, space, handler(&WorkflowApi::refuseIntegrationCall), renderRefusal);
    router.add(Method::Get, key, handler(&WorkflowApi::get), renderRefusal);
    router.add(Method::Post, key, writer(false), renderRefusal);
    router.add(Method::Delete, key, handler(&WorkflowApi::remove), renderRefusal);
    router.add(Method::Post, key + "/version", writer(true), renderRefusal);
    router.add(Method::Get, key + "/stream", handler(&WorkflowApi::streamKey), renderRefusal);
}

void WorkflowApi::get(const Request& request, const Reply& reply)
{
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

/// What all writes have in common: repeats are answered as the first time, preconditions are
/// judged, and the answer comes when the transaction is committed.
void WorkflowApi::write(
    const Request& request, const Reply& reply, const EntryName& name,
    std::function<Result<Response>(Transaction&)> work)
{
    auto repeatable = IdempotentWrite::of(request, "workflow", {});
    if (!repeatable)
        return reply.send(errorAnswer(repeatable.error()));
    m_store.transact(
        attributionOf(request),
        [name, work = std::move(work), repeatable = std::move(*repeatable),
         conditions =
             Preconditions(request.headers)](Transaction& transaction) -> Result<Response> {
            if (repeatable) {
                auto answered = repeatable->replay(transaction);
                if (!answered)
                    return failureOf(answered);
                if (*answered)
                    return std::move(**answered);
            }
            auto allowed = checkPreconditions(conditions, transaction, name);
            if (!allowed)
                return failureOf(allowed);
            if (!*allowed)
                return preconditionFailed();
            auto response = work(transaction);
            if (response && repeatable) {
                if (auto kept = repeatable->keep(transaction, *response); !kept)
                    return failureOf(kept);
            }
            return response;
        },
        reply.context(),
        [reply, durability = m_store.durability()](Result<Response> response) {
            if (!response)
                return reply.send(errorAnswer(response.error()));
            if (response->status < 300)
                return reply.send(withDurability(std::move(*response), durability));
            reply.send(std::move(*response));
        });
}

/// The path that the integration API claims too. A credential decides whose call it is; there are
/// no keys yet, so that any is an unknown one (contract section 0).
void WorkflowApi::list(const Request& request, const Reply& reply)
{
    if (request.headers.contains("Authorization") || request.query.contains("api_key"))
        return reply.send(sharedPathUnauthorized("This API key is not known here."));
    auto space = workflowSpace(request.parameters[0]);
    if (!space)
        return reply.send(errorAnswer(space.error()));
    if (wantsEventStream(request))
        return startWatch(m_store, {std::move(*space), std::nullopt}, request, reply);
    auto list = parseList(request.query);
    if (!list)
        return reply.send(errorAnswer(list.error()));
    startListing(m_store, *m_reader, std::move(*space), std::move(*list), reply);
}

void WorkflowApi::refuseIntegrationCall(const Request& request, const Reply& reply)
{
    reply.send(sharedPathUnauthorized(
        request.headers.contains("Authorization")
            ? "This API key is not known here."
            : "This call belongs to the integration State API and needs one of its keys."));
}

void WorkflowApi::streamKey(const Request& request, const Reply& reply)
{
    auto name = entryName(request.parameters[0], request.parameters[1]);
    if (!name)
        return reply.send(errorAnswer(name.error()));
    startWatch(m_store, {name->space, name->key}, request, reply);
}

} // namespace stateroom::workflow
