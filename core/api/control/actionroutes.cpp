// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to many keys at once.
#include "core/actions/copykeys.h"
#include "core/actions/deletekeys.h"
#include "core/actions/undelete.h"
#include "core/actions/undo.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/repeats.h"
#include "core/business/records.h"

namespace stateroom::control {

namespace {

JsonObject countsObject(const RestoreCounts& counts)
{
    JsonObject object;
    object.add("restored", counts.restored)
        .add("deleted", counts.deleted)
        .add("unchanged", counts.unchanged)
        .add("expired", counts.expired);
    return object;
}

Response deletedAnswer(const DeleteReport& report)
{
    JsonObject answer;
    answer.add("deleted", report.deleted)
        .addRaw("operation", operationText(report.operation))
        .addRaw("sample", keyArray(report.sample));
    return Response::json(200, answer.take());
}

void removeMany(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(request, desk->limits, {"prefix", "keys", "all", "dryRun"});
    Scope scope = body.scope(body.space(request.parameters[0]));
    const bool all = body.flag("all");
    if (int(all) + int(body.has("prefix")) + int(body.has("keys")) != 1)
        body.refuse(invalid("Give one of \"prefix\", \"keys\" and \"all\": true."));
    const bool dryRun = body.flag("dryRun");
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, deletedAnswer);
    if (!call)
        return;
    deleteKeys(
        desk->store, desk->by(request), std::move(scope), dryRun, reply.context(),
        std::move(call->done), std::move(call->once));
}

Response copiedAnswer(const CopyReport& report)
{
    JsonObject answer;
    answer.add("copied", report.copied)
        .add("skipped", report.skipped)
        .addRaw("operation", operationText(report.operation));
    return Response::json(200, answer.take());
}

void copy(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body =
        Arguments::ofBody(request, desk->limits, {"to", "prefix", "keys", "overwrite", "dryRun"});
    CopyRequest wish;
    wish.from = body.scope(body.space(request.parameters[0]));
    const auto to = body.text("to");
    if (to)
        wish.to = body.space(*to);
    else
        body.refuse(invalid("\"to\" is missing: the namespace to copy to."));
    wish.overwrite = body.flag("overwrite");
    wish.dryRun = body.flag("dryRun");
    wish.judgeValue = business::checkRecord;
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, copiedAnswer);
    if (!call)
        return;
    copyKeys(
        desk->store, desk->by(request), std::move(wish), reply.context(), std::move(call->done),
        std::move(call->once));
}

/// The scope that a body names by `namespace` and so on.
Scope scopeOf(Arguments& body)
{
    const auto space = body.text("namespace");
    if (!space) {
        body.refuse(invalid("\"namespace\" is missing."));
        return {};
    }
    return body.scope(body.space(*space));
}

Response restoredAnswer(const RestoreReport& report)
{
    JsonObject answer = countsObject(report);
    answer.addRaw("operation", operationText(report.operation));
    return Response::json(200, answer.take());
}

void restore(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(
        request, desk->limits,
        {"namespace", "key", "keys", "prefix", "version", "revision", "at", "keepNewer", "dryRun"});
    RestoreRequest wish;
    wish.scope = scopeOf(body);
    const auto version = body.number("version", 1);
    const auto revision = body.number("revision", 0);
    const auto at = body.moment("at");
    if (int(version.has_value()) + int(revision.has_value()) + int(at.has_value()) != 1)
        body.refuse(invalid("Give one of \"version\", \"revision\" and \"at\"."));
    if (version && !body.has("key"))
        body.refuse(invalid("A \"version\" is for one \"key\"."));
    if (version)
        wish.to = Version(*version);
    else if (revision)
        wish.to = Revision(*revision);
    else if (at)
        wish.to = *at;
    wish.keepNewer = body.flag("keepNewer");
    wish.dryRun = body.flag("dryRun");
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, restoredAnswer);
    if (!call)
        return;
    restoreKeys(
        desk->store, desk->by(request), std::move(wish), reply.context(), std::move(call->done),
        std::move(call->once));
}

Response undeletedAnswer(const RestoreReport& report)
{
    JsonObject answer;
    answer.add("restored", report.restored)
        .add("unchanged", report.unchanged)
        .add("expired", report.expired)
        .addRaw("operation", operationText(report.operation));
    return Response::json(200, answer.take());
}

void undelete(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(
        request, desk->limits, {"namespace", "key", "keys", "prefix", "revision", "at", "dryRun"});
    UndeleteRequest wish;
    wish.scope = scopeOf(body);
    const auto revision = body.number("revision", 0);
    const auto at = body.moment("at");
    if (revision && at)
        body.refuse(invalid("\"revision\" and \"at\" exclude each other."));
    if (revision)
        wish.from = Revision(*revision);
    else if (at)
        wish.from = *at;
    wish.dryRun = body.flag("dryRun");
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, undeletedAnswer);
    if (!call)
        return;
    undeleteKeys(
        desk->store, desk->by(request), std::move(wish), reply.context(), std::move(call->done),
        std::move(call->once));
}

Response conflictAnswer(const UndoReport& report)
{
    const QByteArray conflicts = arrayOf(report.conflicts, [](const UndoConflict& conflict) {
        return JsonObject()
            .addText("namespace", conflict.name.space.text())
            .addText("key", conflict.name.key.bytes())
            .add("version", conflict.version.value())
            .take();
    });
    return errorAnswer(
        409, "CONFLICT",
        "Somebody has written some of these keys since. \"force\": true undoes that, too.",
        R"(,"conflicts":)" + conflicts + R"(,"conflictCount":)" +
            QByteArray::number(report.conflictCount));
}

Response undoneAnswer(const UndoReport& report)
{
    if (report.conflictCount > 0)
        return conflictAnswer(report);
    JsonObject answer = countsObject(report);
    answer.add("skipped", report.skipped).addRaw("operation", operationText(report.operation));
    return Response::json(200, answer.take());
}

void undo(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body =
        Arguments::ofBody(request, desk->limits, {"operation", "revision", "force", "dryRun"});
    UndoRequest wish;
    const auto operation = body.number("operation", 1);
    const auto revision = body.number("revision", 1);
    if (operation.has_value() == revision.has_value())
        body.refuse(invalid("Give one of \"operation\" and \"revision\"."));
    if (operation)
        wish.target = OperationId(*operation);
    else if (revision)
        wish.target = Revision(*revision);
    wish.force = body.flag("force");
    wish.dryRun = body.flag("dryRun");
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, undoneAnswer);
    if (!call)
        return;
    undoChanges(
        desk->store, desk->by(request), wish, reply.context(), std::move(call->done),
        std::move(call->once));
}

} // namespace

void addActionRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const DeskPtr&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView id, Call call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(desk, request, reply);
        });
    };
    on("deleteEntries", removeMany);
    on("copyEntries", copy);
    on("restore", restore);
    on("undelete", undelete);
    on("undo", undo);
}

} // namespace stateroom::control
