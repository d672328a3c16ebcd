// SPDX-License-Identifier: GPL-3.0-or-later
// What an entry went through, and how two of its versions differ.
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"
#include "core/json/jsondiff.h"

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

/// Values beyond this end a page early.
constexpr qsizetype maxPageBytes = 4 * 1024 * 1024;
constexpr int changesAtOnce = 50;

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
                auto page =
                    reader.history(name, std::min(left, changesAtOnce), next, maxPageBytes - bytes);
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

void addHistoryRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const Desk&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView id, Call call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(*desk, request, reply);
        });
    };
    on("getHistory", history);
    on("diffEntry", diff);
}

} // namespace stateroom::control
