// SPDX-License-Identifier: GPL-3.0-or-later
// Namespaces, and the entries in them one by one.
#include "core/actions/restore.h"
#include "core/actions/scope.h"
#include "core/api/conditional.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/recordput.h"
#include "core/api/control/routes.h"
#include "core/api/entrywrite.h"
#include "core/api/keylisting.h"
#include "core/business/catalogue.h"

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

/// Values beyond this end a page early.
constexpr qsizetype maxPageBytes = 4 * 1024 * 1024;
constexpr int entriesAtOnce = 50;

Response preconditionFailed()
{
    return errorAnswer(
        412, "PRECONDITION_FAILED",
        "The key's version is not the one that If-Match or If-None-Match asks for.");
}

Error noSuchKey()
{
    return {ErrorCode::NotFound, u"There is no such key."_s, {}};
}

/// `revision` or `at`: the past that is asked for.
std::optional<PastMoment> pastMoment(Arguments& arguments)
{
    const auto revision = arguments.number("revision", 0);
    const auto at = arguments.moment("at");
    if (revision && at)
        arguments.refuse(invalid("\"revision\" and \"at\" exclude each other."));
    if (revision)
        return Revision(*revision);
    if (at)
        return *at;
    return std::nullopt;
}

/// Nothing for the present.
Result<std::optional<Revision>> revisionOf(Reader& reader, const std::optional<PastMoment>& moment)
{
    if (!moment)
        return std::nullopt;
    if (const auto* revision = std::get_if<Revision>(&*moment))
        return *revision;
    auto found = reader.revisionAt(std::get<Timestamp>(*moment));
    if (!found)
        return failureOf(found);
    return *found;
}

void listNamespaces(const Desk& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    const auto kind = query.text("kind");
    if (query.refusal())
        return reply.send(*query.refusal());
    desk.store.read(
        [kind](Reader& reader) -> Result<Response> {
            auto all = reader.namespaces();
            if (!all)
                return failureOf(all);
            std::erase_if(*all, [&kind](const NamespaceInfo& info) {
                return info.space.isSystem() || (kind && info.space.kind() != *kind);
            });
            const QByteArray list = arrayOf(*all, [](const NamespaceInfo& info) {
                return JsonObject()
                    .addText("namespace", info.space.text())
                    .add("keys", info.keys)
                    .add("lastSeq", info.lastChange.value())
                    .add("versionBase", info.versionBase.value())
                    .take();
            });
            return Response::json(200, JsonObject().addRaw("namespaces", list).take());
        },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

struct ListRequest {
    Namespace space;
    PageRequest page;
    bool values = true;
    std::optional<PastMoment> moment;
};

Result<Response> listEntries(Reader& reader, const ListRequest& request)
{
    auto revision = revisionOf(reader, request.moment);
    if (!revision)
        return failureOf(revision);
    PageRequest next = request.page;
    QByteArray list = "[";
    QByteArray cursor = "null";
    for (int left = request.page.limit; left > 0;) {
        next.limit = std::min(left, entriesAtOnce);
        next.maxBytes = std::max(maxPageBytes - list.size(), qsizetype(1));
        auto page = *revision ? reader.pageAsOf(request.space, next, **revision)
                              : reader.page(request.space, next);
        if (!page)
            return failureOf(page);
        for (const Entry& entry : page->entries)
            list += (list.size() > 1 ? "," : "") + entryObject(entry, request.values).take();
        if (!page->more) {
            cursor = "null";
            break;
        }
        next.after = page->entries.back().key;
        cursor = JsonText::fromUtf8(cursorBehind(*next.after)).bytes();
        left -= int(page->entries.size());
        if (list.size() > maxPageBytes)
            break;
    }
    return Response::json(
        200, JsonObject().addRaw("entries", list + ']').addRaw("nextCursor", cursor).take());
}

void list(const Desk& desk, const Request& request, const Reply& reply)
{
    Arguments query = Arguments::ofQuery(request);
    ListRequest wish;
    wish.space = query.space(request.parameters[0]);
    wish.page.prefix = query.text("prefix").value_or(QByteArray());
    wish.page.limit = listLimit(query);
    wish.values = query.flag("values", true);
    wish.moment = pastMoment(query);
    if (const auto cursor = query.text("cursor")) {
        wish.page.after = keyOfCursor(*cursor);
        if (!wish.page.after)
            query.refuse(invalid("\"cursor\" is not one that a list gave out."));
    }
    if (query.refusal())
        return reply.send(*query.refusal());
    desk.store.read(
        [wish = std::move(wish)](Reader& reader) { return listEntries(reader, wish); },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

/// The change that made the entry which is asked for.
Result<Change> findChange(
    Reader& reader, const EntryName& name, std::optional<Version> version,
    const std::optional<PastMoment>& moment)
{
    if (version)
        return reader.version(name, *version);
    auto revision = revisionOf(reader, moment);
    if (!revision)
        return failureOf(revision);
    auto entry = *revision ? reader.getAsOf(name, **revision) : reader.get(name);
    if (!entry)
        return failureOf(entry);
    if (!*entry)
        return fail(noSuchKey());
    return reader.version(name, (*entry)->version);
}

void get(const Desk& desk, const Request& request, const Reply& reply)
{
    auto name = nameOf(request);
    if (!name)
        return reply.send(std::move(name.error()));
    Arguments query = Arguments::ofQuery(request);
    const auto version = query.number("version", 1);
    const auto moment = pastMoment(query);
    if (version && moment)
        query.refuse(invalid("\"version\" excludes \"revision\" and \"at\"."));
    if (query.refusal())
        return reply.send(*query.refusal());
    auto change = findChange(
        *desk.reader, *name, version ? std::optional(Version(*version)) : std::nullopt, moment);
    if (!change)
        return reply.send(errorAnswer(change.error()));
    const Preconditions conditions(request.headers);
    const QByteArray tag = entityTag(change->version);
    if (!conditions.allowRead(change->version))
        return reply.send(preconditionFailed());
    if (conditions.isNotModified(change->version))
        return reply.send(Response::empty(304).with("ETag", tag));
    reply.send(Response::json(200, entryObject(*change).take()).with("ETag", tag));
}

void write(
    const Desk& desk, const Request& request, const Reply& reply, const EntryName& name,
    std::function<Result<Response>(Transaction&)> work)
{
    writeEntry(
        desk.store, request, reply, controlKeyId.toByteArray(), controlKeyId, name, std::move(work),
        {[](const Error& error) { return errorAnswer(error); }, preconditionFailed});
}

void put(const Desk& desk, const Request& request, const Reply& reply)
{
    auto name = nameOf(request);
    if (!name)
        return reply.send(std::move(name.error()));
    if (auto named = checkName(*name); !named)
        return reply.send(errorAnswer(named.error()));
    Arguments body = Arguments::ofBody(request, desk.limits, {"value", "expectedVersion", "ttl"});
    const auto value = body.value("value");
    if (!value)
        body.refuse(invalid("The body has no \"value\"; null is one, too."));
    SetOptions options;
    if (const auto expected = body.number("expectedVersion", 0))
        options.expected = Version(*expected);
    const auto ttl = body.seconds("ttl");
    if (body.refusal())
        return reply.send(*body.refusal());
    write(
        desk, request, reply, *name,
        [name = *name, value = *value, options,
         ttl](Transaction& transaction) mutable -> Result<Response> {
            if (ttl)
                options.expiresAt = transaction.at() + *ttl;
            const auto* const resource = business::catalogue().resourceOf(name.space);
            auto version = resource ? putRecord(transaction, *resource, name, value, options)
                                    : transaction.set(name, value, options);
            if (!version)
                return failureOf(version);
            return Response::json(200, JsonObject().add("version", version->value()).take())
                .with("ETag", entityTag(*version));
        });
}

void remove(const Desk& desk, const Request& request, const Reply& reply)
{
    auto name = nameOf(request);
    if (!name)
        return reply.send(std::move(name.error()));
    Arguments query = Arguments::ofQuery(request);
    std::optional<Version> expected;
    if (const auto number = query.number("expectedVersion", 0))
        expected = Version(*number);
    if (query.refusal())
        return reply.send(*query.refusal());
    write(
        desk, request, reply, *name,
        [name = *name, expected](Transaction& transaction) -> Result<Response> {
            auto version = transaction.remove(name, expected);
            if (!version)
                return failureOf(version);
            JsonObject answer;
            answer.addFlag("deleted", version->has_value());
            if (*version)
                answer.add("version", (*version)->value());
            return Response::json(200, answer.take());
        });
}

} // namespace

void addEntryRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const Desk&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView id, Call call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(*desk, request, reply);
        });
    };
    on("listNamespaces", listNamespaces);
    on("listEntries", list);
    on("getEntry", get);
    on("putEntry", put);
    on("deleteEntry", remove);
}

} // namespace stateroom::control
