// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/integration/integrationapi.h"

#include "core/actions/scope.h"
#include "core/api/conditional.h"
#include "core/api/entrywrite.h"
#include "core/api/integration/answers.h"
#include "core/api/keylisting.h"
#include "core/api/keyrights.h"
#include "core/api/numbers.h"
#include "core/api/repeatguard.h"
#include "core/api/routetable.h"

#include <algorithm>

namespace stateroom::integration {

using namespace Qt::StringLiterals;

namespace {

Namespace spaceOf(const QByteArray& resource)
{
    return Namespace("integration", resource);
}

/// The answer to a key that cannot be one, or nothing.
std::optional<Response> checkKey(const QByteArray& key)
{
    if (codePoints(key) <= maxIntegrationKeyLength)
        return std::nullopt;
    return errorAnswer(422, "validation_error", "Key exceeds maximum length of 256 characters");
}

Response valueAnswer(const Headers& headers, const JsonText& value, Version version)
{
    const Preconditions conditions(headers);
    if (!conditions.allowRead(version))
        return preconditionFailed();
    if (conditions.isNotModified(version))
        return Response::empty(304).with("ETag", entityTag(version));
    return Response::json(200, value.bytes()).with("ETag", entityTag(version));
}

WriteRefusals refusals()
{
    return {[](const Error& error) { return errorAnswer(error); }, preconditionFailed};
}

Response success()
{
    return Response::json(200, R"({"success":true})");
}

/// Global deletions answer 204, those on a resource 200 (contract section 1).
Response deleted(const QByteArray& resource)
{
    return resource.isEmpty() ? Response::empty(204) : success();
}

} // namespace

const RouteTable& routeTable()
{
    static const RouteTable table(RouteTable::file("integration"));
    return table;
}

std::shared_ptr<IntegrationApi> IntegrationApi::create(
    Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits)
{
    return std::shared_ptr<IntegrationApi>(
        new IntegrationApi(store, std::move(reader), keys, limits));
}

IntegrationApi::IntegrationApi(
    Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits)
    : m_store(store)
    , m_reader(std::move(reader))
    , m_keys(keys)
    , m_limits(limits)
{
}

void IntegrationApi::addRoutes(Router& router)
{
    DescribedRoutes routes(router, routeTable(), renderRefusal);
    const auto onGlobal = [&,
                           self = shared_from_this()](QByteArrayView id, Call call, bool writes) {
        routes.add(id, [self, call, writes](const Request& request, const Reply& reply) {
            self->callWithKey(request, reply, {}, writes, call);
        });
    };
    onGlobal("listIntegrationKeys", &IntegrationApi::list, false);
    onGlobal("deleteIntegrationKeys", &IntegrationApi::removeAll, true);
    onGlobal("getIntegrationValue", &IntegrationApi::get, false);
    onGlobal("putIntegrationValue", &IntegrationApi::put, true);
    onGlobal("deleteIntegrationValue", &IntegrationApi::remove, true);
    const auto onResource = [&,
                             self = shared_from_this()](QByteArrayView id, Call call, bool writes) {
        routes.addEach(id, [self, call, writes](const QByteArray& type) -> Handler {
            return [self, type, call, writes](const Request& request, const Reply& reply) {
                self->callWithKey(
                    request, reply, type + '/' + request.parameters.front(), writes, call);
            };
        });
    };
    onResource("listResourceKeys", &IntegrationApi::list, false);
    onResource("deleteResourceKeys", &IntegrationApi::removeAll, true);
    onResource("getResourceValue", &IntegrationApi::get, false);
    onResource("putResourceValue", &IntegrationApi::put, true);
    onResource("deleteResourceValue", &IntegrationApi::remove, true);
}

void IntegrationApi::getGlobal(const Request& request, const Reply& reply)
{
    callWithKey(request, reply, {}, false, &IntegrationApi::get);
}

void IntegrationApi::putGlobal(const Request& request, const Reply& reply)
{
    callWithKey(request, reply, {}, true, &IntegrationApi::put);
}

void IntegrationApi::removeGlobal(const Request& request, const Reply& reply)
{
    callWithKey(request, reply, {}, true, &IntegrationApi::remove);
}

void IntegrationApi::callWithKey(
    const Request& request, const Reply& reply, const Resource& resource, bool writes, Call call)
{
    const Caller caller = callerOf(request, reply, m_keys);
    if (caller.credential != Caller::Credential::Known)
        return reply.send(unauthorized());
    if (!caller.isKnown(ApiKind::Integration))
        return reply.send(forbidden("This key belongs to another API."));
    if (writes && caller.key->readOnly)
        return reply.send(forbidden("This key may only read."));
    // No type holds a slash, and the type comes first.
    const QByteArrayView type =
        QByteArrayView(resource).first(std::max<qsizetype>(resource.indexOf('/'), 0));
    if (!caller.key->covers(resource, type))
        return reply.send(forbidden("This key is limited to other resources."));
    m_keys.noteUse(*caller.key, m_store.now());
    (this->*call)(request, reply, caller, resource);
}

void IntegrationApi::get(
    const Request& request, const Reply& reply, const Caller&, const Resource& resource)
{
    const QByteArray& key = request.parameters.back();
    if (const auto refused = checkKey(key))
        return reply.send(*refused);
    const EntryName name{spaceOf(resource), Key(key)};
    if (const auto wanted = request.query.last("version")) {
        const auto number = wholeNumber(*wanted);
        if (!number || *number == 0)
            return reply.send(
                errorAnswer(400, "validation_error", "\"version\" must be a whole number from 1."));
        auto change = m_reader->version(name, Version(*number));
        if (!change)
            return reply.send(errorAnswer(change.error()));
        return reply.send(valueAnswer(request.headers, *change->value, change->version));
    }
    auto entry = m_reader->get(name);
    if (!entry)
        return reply.send(errorAnswer(entry.error()));
    if (!*entry)
        return reply.send(keyNotFound());
    reply.send(valueAnswer(request.headers, (*entry)->value, (*entry)->version));
}

void IntegrationApi::put(
    const Request& request, const Reply& reply, const Caller& caller, const Resource& resource)
{
    const QByteArray& key = request.parameters.back();
    if (const auto refused = checkKey(key))
        return reply.send(*refused);
    auto value = JsonText::parse(request.body, m_limits);
    if (!value)
        return reply.send(errorAnswer(
            400, "validation_error", "Value must be JSON-serializable", value.error().offset));
    const EntryName name{spaceOf(resource), Key(key)};
    writeEntry(
        m_store, request, reply, caller, ApiKind::Integration, name,
        [name, value = std::move(*value)](Transaction& transaction) -> Result<Response> {
            auto version = transaction.set(name, value);
            if (!version)
                return failureOf(version);
            return success().with("ETag", entityTag(*version));
        },
        refusals());
}

void IntegrationApi::remove(
    const Request& request, const Reply& reply, const Caller& caller, const Resource& resource)
{
    const QByteArray& key = request.parameters.back();
    if (const auto refused = checkKey(key))
        return reply.send(*refused);
    const EntryName name{spaceOf(resource), Key(key)};
    writeEntry(
        m_store, request, reply, caller, ApiKind::Integration, name,
        [name, resource](Transaction& transaction) -> Result<Response> {
            auto version = transaction.remove(name);
            if (!version)
                return failureOf(version);
            return *version ? deleted(resource) : keyNotFound();
        },
        refusals());
}

void IntegrationApi::list(
    const Request& request, const Reply& reply, const Caller&, const Resource& resource)
{
    auto list = parseKeyList(request.query);
    if (!list)
        return reply.send(errorAnswer(list.error()));
    list->emptyIs204 = true;
    startKeyListing(m_store, *m_reader, spaceOf(resource), *list, reply, [](const Error& error) {
        return errorAnswer(error);
    });
}

/// In slices between others' writes; what is written meanwhile behind the place reached goes, too.
void IntegrationApi::removeAll(
    const Request& request, const Reply& reply, const Caller& caller, const Resource& resource)
{
    auto guard = RepeatGuard::of(request, apiName(ApiKind::Integration), caller.keyId());
    if (!guard)
        return reply.send(errorAnswer(guard.error()));
    m_store.bulk(
        {caller.keyId(), request.requestId},
        [space = spaceOf(resource), resource,
         guard = *guard](Transaction& transaction) -> Result<bool> {
            constexpr int batch = 50;
            if (auto done = guard->isDone(transaction); !done || *done)
                return done ? Result<bool>(false) : failureOf(done);
            for (;;) {
                auto page = transaction.read().keys(space, {.limit = batch});
                if (!page)
                    return failureOf(page);
                for (const Key& key : page->keys) {
                    if (auto removed = transaction.remove({space, key}); !removed)
                        return failureOf(removed);
                    // A removal may take long: its pages may have to be read.
                    if (transaction.sliceIsOver())
                        return true;
                }
                if (page->more)
                    continue;
                if (auto kept = guard->keep(transaction, deleted(resource)); !kept)
                    return failureOf(kept);
                return false;
            }
        },
        reply.context(),
        [reply, resource, guard = *guard,
         durability = m_store.durability()](Result<OperationId> done) {
            if (!done)
                return reply.send(errorAnswer(done.error()));
            reply.send(withDurability(guard->earlier().value_or(deleted(resource)), durability));
        });
}

} // namespace stateroom::integration
