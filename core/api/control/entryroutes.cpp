// SPDX-License-Identifier: GPL-3.0-or-later
// Namespaces, and the entries in them one by one.
#include "core/actions/restore.h"
#include "core/api/conditional.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"
#include "core/api/entrywrite.h"
#include "core/api/keylisting.h"
#include "core/json/jsondiff.h"

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

int listLimit(Arguments& arguments)
{
    return int(std::min<qint64>(arguments.number("limit", 1).value_or(100), Reader::maxPage));
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

/// The entry that a path names, or the answer.
tl::expected<EntryName, Response> nameOf(const Request& request)
{
    auto space = spaceOf(request.parameters[0]);
    if (!space)
        return tl::unexpected(std::move(space.error()));
    return EntryName{std::move(*space), Key(request.parameters[1])};
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
            auto version = transaction.set(name, value, options);
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

void history(const Desk& desk, const Request& request, const Reply& reply)
{
    auto name = nameOf(request);
    if (!name)
        return reply.send(std::move(name.error()));
    Arguments query = Arguments::ofQuery(request);
    const int limit = listLimit(query);
    std::optional<Version> before;
    if (const auto number = query.number("before", 1))
        before = Version(*number);
    if (query.refusal())
        return reply.send(*query.refusal());
    desk.store.read(
        [name = *name, limit, before](Reader& reader) -> Result<Response> {
            HistoryPage all;
            qsizetype bytes = 0;
            auto next = before;
            do {
                const int left = limit - int(all.changes.size());
                auto page = reader.history(name, std::min(left, entriesAtOnce), next);
                if (!page)
                    return failureOf(page);
                all.more = page->more;
                for (Change& change : page->changes) {
                    next = change.version;
                    bytes += change.value ? change.value->bytes().size() : 0;
                    all.changes.push_back(std::move(change));
                }
            } while (all.more && std::ssize(all.changes) < limit && bytes < maxPageBytes);
            const QByteArray changes = arrayOf(all.changes, [](const Change& change) {
                return changeObject(change, Naming::Key).take();
            });
            return Response::json(
                200, JsonObject().addRaw("changes", changes).addFlag("more", all.more).take());
        },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

QByteArrayView nameOfKind(JsonDifference::Kind kind)
{
    switch (kind) {
    case JsonDifference::Kind::Added:
        return "added";
    case JsonDifference::Kind::Removed:
        return "removed";
    case JsonDifference::Kind::Changed:
        return "changed";
    }
    Q_UNREACHABLE();
}

/// The newest change before a version, or of all, that left a value.
Result<Change> lastValue(Reader& reader, const EntryName& name, std::optional<Version> before)
{
    for (;;) {
        auto page = reader.history(name, 1, before);
        if (!page)
            return failureOf(page);
        if (page->changes.empty())
            return fail(
                ErrorCode::NotFound, before ? u"History holds no version to compare with."_s
                                            : u"There is no such key."_s);
        if (page->changes.front().value)
            return std::move(page->changes.front());
        before = page->changes.front().version;
    }
}

Result<Response> compare(
    Reader& reader, const EntryName& name, std::optional<Version> from, std::optional<Version> to)
{
    auto after = to ? reader.version(name, *to) : lastValue(reader, name, std::nullopt);
    if (!after)
        return failureOf(after);
    auto before = from ? reader.version(name, *from) : lastValue(reader, name, after->version);
    if (!before)
        return failureOf(before);
    const JsonDiff diff = diffJson(*before->value, *after->value);
    const QByteArray changes = arrayOf(diff.differences, [](const JsonDifference& difference) {
        JsonObject object;
        object.addText("path", difference.path).addText("op", nameOfKind(difference.kind));
        if (difference.before)
            object.add("old", *difference.before);
        if (difference.after)
            object.add("new", *difference.after);
        return object.take();
    });
    return Response::json(
        200, JsonObject()
                 .add("from", before->version.value())
                 .add("to", after->version.value())
                 .addRaw("changes", changes)
                 .addFlag("complete", diff.isComplete)
                 .take());
}

void diff(const Desk& desk, const Request& request, const Reply& reply)
{
    auto name = nameOf(request);
    if (!name)
        return reply.send(std::move(name.error()));
    Arguments query = Arguments::ofQuery(request);
    std::optional<Version> from;
    std::optional<Version> to;
    if (const auto number = query.number("from", 1))
        from = Version(*number);
    if (const auto number = query.number("to", 1))
        to = Version(*number);
    if (query.refusal())
        return reply.send(*query.refusal());
    desk.store.read(
        [name = *name, from, to](Reader& reader) { return compare(reader, name, from, to); },
        reply.context(),
        [reply](Result<Response> response) {
            reply.send(response ? std::move(*response) : errorAnswer(response.error()));
        });
}

} // namespace

void addEntryRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const Desk&, const Request&, const Reply&);
    const auto on = [&](Method method, QByteArrayView path, Call call,
                        const QByteArrayList& parameters = {}) {
        routes.add(
            method, path,
            [desk, call](const Request& request, const Reply& reply) {
                call(*desk, request, reply);
            },
            parameters);
    };
    on(Method::Get, "/namespaces", listNamespaces, {"kind"});
    on(Method::Get, "/namespaces/{ns}/entries", list,
       {"prefix", "limit", "cursor", "values", "revision", "at"});
    on(Method::Get, "/namespaces/{ns}/entries/{key}", get, {"version", "revision", "at"});
    on(Method::Put, "/namespaces/{ns}/entries/{key}", put);
    on(Method::Delete, "/namespaces/{ns}/entries/{key}", remove, {"expectedVersion"});
    on(Method::Get, "/namespaces/{ns}/entries/{key}/history", history, {"limit", "before"});
    on(Method::Get, "/namespaces/{ns}/entries/{key}/diff", diff, {"from", "to"});
}

} // namespace stateroom::control
