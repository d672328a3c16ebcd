// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/businessapi.h"

#include "core/api/business/listing.h"
#include "core/api/business/recordwrite.h"
#include "core/api/business/resourcewrites.h"
#include "core/api/business/routetable.h"
#include "core/api/conditional.h"
#include "core/api/keyrights.h"
#include "core/api/numbers.h"
#include "core/business/listparameters.h"
#include "core/http/limits.h"

#include <algorithm>

namespace stateroom::business {

namespace {

/// And the integration API's types of resources.
constexpr QByteArrayView reservedNames[] = {"state", "campaigns",    "runtime", "health",
                                            "docs",  "openapi.json", "graphql", "ws"};

Problem notFound(const Resource& resource, const QByteArray& id)
{
    return Problem::of(missingRecord(resource, id));
}

/// Half of a target is a cursor's, so that what is asked for a first page can be asked for the
/// next.
constexpr qsizetype mostBesideCursor = HttpLimits().maxTarget - ListLimits::maxCursor;

/// Also of the sign that joins it to the rest, which is there or will be.
qsizetype sizeBesideCursor(const QByteArray& target)
{
    for (qsizetype at = target.indexOf('?') + 1; at > 0; at = target.indexOf('&', at) + 1) {
        const qsizetype end = target.indexOf('&', at);
        if (QByteArrayView(target).sliced(at).startsWith("cursor="))
            return target.size() - ((end < 0 ? target.size() : end) - at);
    }
    return target.size() + 1;
}

Checked<ListQuery> queryOf(const Resource& resource, const Request& request)
{
    if (sizeBesideCursor(request.target) > mostBesideCursor)
        return refuseField(
            "filter", "leaves no room for a cursor: path and query may have " +
                          QByteArray::number(mostBesideCursor) + " bytes beside it.");
    return listQueryOf(resource, request.query.all());
}

Response recordAnswer(const Exchange& exchange, const Headers& headers, const VersionedValue& found)
{
    const Preconditions conditions(headers);
    if (!conditions.allowRead(found.version))
        return exchange.failure(Problem::preconditionFailed());
    Response response = conditions.isNotModified(found.version)
                            ? exchange.finish(Response::empty(304))
                            : exchange.success(200, found.value.bytes());
    response.headers.set("ETag", entityTag(found.version));
    return response;
}

} // namespace

bool isReservedName(QByteArrayView name)
{
    const auto isName = [name](QByteArrayView reserved) { return name == reserved; };
    return std::any_of(std::begin(reservedNames), std::end(reservedNames), isName) ||
           std::any_of(
               std::begin(integrationResourceTypes), std::end(integrationResourceTypes), isName);
}

std::shared_ptr<BusinessApi> BusinessApi::create(Parts parts)
{
    return std::shared_ptr<BusinessApi>(new BusinessApi(std::move(parts)));
}

BusinessApi::BusinessApi(Parts parts)
    : m_store(parts.store)
    , m_reader(std::move(parts.reader))
    , m_limits(parts.limits)
    , m_gatekeeper(parts.store, parts.keys, parts.rates, parts.clock, parts.servedAt)
{
}

void BusinessApi::addRoutes(Router& router, const Catalogue& catalogue, const RouteTable& table)
{
    const RefusalRenderer refuse = [self = shared_from_this()](const auto& refusal) {
        return self->m_gatekeeper.refuse(refusal);
    };
    DescribedRoutes routes(router, table, refuse);
    for (const Resource& resource : catalogue.resources()) {
        Q_ASSERT_X(!isReservedName(resource.name), "BusinessApi", "a resource's name is reserved");
        const Served served{&resource, resource.space()};
        addResource(routes, served);
        for (const QByteArrayView base : {"/v1/", "/"})
            router.claim(base.toByteArray() + resource.name, refuse);
        for (const SubList& list : resource.subLists) {
            const Resource* const listed = catalogue.resource(list.resource);
            Q_ASSERT_X(listed, "BusinessApi", "a list of no resource");
            addSubList(routes, served, list, {listed, listed->space()});
        }
    }
}

void BusinessApi::addResource(DescribedRoutes& routes, const Served& served)
{
    const auto add = [&](QByteArrayView verb, Handle handle) {
        routes.add(
            operationId(verb, *served.resource),
            [self = shared_from_this(), served, handle](const Request& request, Reply reply) {
                ((*self).*handle)(request, reply, served);
            });
    };
    add("create", &BusinessApi::create);
    add("list", &BusinessApi::list);
    add("get", &BusinessApi::get);
    add("update", &BusinessApi::patch);
    add("replace", &BusinessApi::replace);
    add("delete", &BusinessApi::remove);
}

void BusinessApi::addSubList(
    DescribedRoutes& routes, const Served& parent, const SubList& list, const Served& listed)
{
    routes.add(
        subListId(*parent.resource, *listed.resource),
        [self = shared_from_this(), parent, &list, listed](const Request& request, Reply reply) {
            self->subList(request, reply, parent, list, listed);
        });
}

std::optional<Call>
BusinessApi::admit(const Request& request, const Reply& reply, const Served& served, bool writes)
{
    Need need{served.resource->name, {}, writes};
    if (!request.parameters.empty())
        need.id = request.parameters.front();
    return m_gatekeeper.admit(request, reply, need);
}

void BusinessApi::create(const Request& request, const Reply& reply, const Served& served)
{
    const auto call = admit(request, reply, served, true);
    if (!call)
        return;
    auto body = bodyOf(request, reply, *call, m_limits);
    if (!body)
        return;
    writeRecord(
        m_store, request, reply, *call, std::nullopt,
        [served, body = std::move(*body)](Transaction& transaction) {
            return writesOf(*served.resource).create(transaction, *served.resource, body);
        });
}

void BusinessApi::patch(const Request& request, const Reply& reply, const Served& served)
{
    change(request, reply, served, RecordWrite::Patch);
}

void BusinessApi::replace(const Request& request, const Reply& reply, const Served& served)
{
    change(request, reply, served, RecordWrite::Replace);
}

void BusinessApi::change(
    const Request& request, const Reply& reply, const Served& served, RecordWrite write)
{
    const auto call = admit(request, reply, served, true);
    if (!call)
        return;
    auto body = bodyOf(request, reply, *call, m_limits);
    if (!body)
        return;
    writeRecord(
        m_store, request, reply, *call, served.record(request),
        [served, id = request.parameters.front(), body = std::move(*body),
         write](Transaction& transaction) {
            return writesOf(*served.resource)
                .change(transaction, *served.resource, id, body, write);
        });
}

void BusinessApi::remove(const Request& request, const Reply& reply, const Served& served)
{
    const auto call = admit(request, reply, served, true);
    if (!call || !acceptsBody(request, reply, *call, m_limits))
        return;
    writeRecord(
        m_store, request, reply, *call, served.record(request),
        [resource = served.resource,
         id = request.parameters.front()](Transaction& transaction) -> Outcome<Written> {
            if (auto removed = writesOf(*resource).remove(transaction, *resource, id); !removed)
                return tl::unexpected(std::move(removed).error());
            return Written{200, JsonObject().addText("id", id).addFlag("deleted", true).take()};
        });
}

Result<std::optional<VersionedValue>>
BusinessApi::find(const Request& request, const Served& served, qint64 version)
{
    if (version == 0)
        return m_reader->value(served.record(request));
    auto change = m_reader->version(served.record(request), Version(version));
    if (!change && change.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!change)
        return failureOf(change);
    return VersionedValue{*change->value, change->version};
}

void BusinessApi::get(const Request& request, const Reply& reply, const Served& served)
{
    const auto call = admit(request, reply, served, false);
    if (!call)
        return;
    const auto wanted = request.query.last("version");
    const auto version = wanted ? wholeNumber(*wanted) : 0;
    if (wanted && version.value_or(0) == 0)
        return reply.send(call->exchange.failure(Problem::of(Refusal{
            RefusalKind::Invalid,
            "version must be a whole number from 1.",
            {{"version", "must be a whole number from 1."}}})));
    auto found = find(request, served, *version);
    if (!found)
        return reply.send(call->exchange.failure(Problem::of(found.error())));
    if (!*found)
        return reply.send(
            call->exchange.failure(notFound(*served.resource, request.parameters.front())));
    reply.send(recordAnswer(call->exchange, request.headers, **found));
}

void BusinessApi::list(const Request& request, const Reply& reply, const Served& served)
{
    const auto call = admit(request, reply, served, false);
    if (!call)
        return;
    auto query = queryOf(*served.resource, request);
    if (!query)
        return reply.send(call->exchange.failure(Problem::of(query.error())));
    startListing(m_store, *m_reader, std::move(*query), call->exchange, reply);
}

void BusinessApi::subList(
    const Request& request, const Reply& reply, const Served& parent, const SubList& list,
    const Served& listed)
{
    // The records that are told of are the listed ones.
    const auto call = m_gatekeeper.admit(request, reply, {listed.resource->name, {}, false});
    if (!call)
        return;
    const QByteArray& id = request.parameters.front();
    auto query = queryOf(*listed.resource, request);
    if (!query)
        return reply.send(call->exchange.failure(Problem::of(query.error())));
    auto owner = m_reader->value(parent.record(request));
    if (!owner)
        return reply.send(call->exchange.failure(Problem::of(owner.error())));
    if (!*owner)
        return reply.send(call->exchange.failure(notFound(*parent.resource, id)));
    query->within.push_back(
        {list.field, FilterOperator::Equal, {FilterValue::typed(JsonText::fromUtf8(id))}});
    startListing(m_store, *m_reader, std::move(*query), call->exchange, reply);
}

} // namespace stateroom::business
