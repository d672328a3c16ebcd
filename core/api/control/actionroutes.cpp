// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to many keys at once.
#include "core/actions/copykeys.h"
#include "core/actions/deletekeys.h"
#include "core/actions/undelete.h"
#include "core/actions/undo.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"
#include "core/api/entrywrite.h"

namespace stateroom::control {

namespace {

Response answerOf(const Desk& desk, JsonObject answer)
{
    return withDurability(Response::json(200, answer.take()), desk.store.durability());
}

JsonObject countsObject(const RestoreCounts& counts)
{
    JsonObject object;
    object.add("restored", counts.restored)
        .add("deleted", counts.deleted)
        .add("unchanged", counts.unchanged)
        .add("expired", counts.expired);
    return object;
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
    deleteKeys(
        desk->store, desk->by(request), std::move(scope), dryRun, reply.context(),
        [desk, reply](Result<DeleteReport> report) {
            if (!report)
                return reply.send(errorAnswer(report.error()));
            JsonObject answer;
            answer.add("deleted", report->deleted)
                .addRaw("operation", operationText(report->operation))
                .addRaw("sample", keyArray(report->sample));
            reply.send(answerOf(*desk, std::move(answer)));
        });
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
    if (body.refusal())
        return reply.send(*body.refusal());
    copyKeys(
        desk->store, desk->by(request), std::move(wish), reply.context(),
        [desk, reply](Result<CopyReport> report) {
            if (!report)
                return reply.send(errorAnswer(report.error()));
            JsonObject answer;
            answer.add("copied", report->copied)
                .add("skipped", report->skipped)
                .addRaw("operation", operationText(report->operation));
            reply.send(answerOf(*desk, std::move(answer)));
        });
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
    restoreKeys(
        desk->store, desk->by(request), std::move(wish), reply.context(),
        [desk, reply](Result<RestoreReport> report) {
            if (!report)
                return reply.send(errorAnswer(report.error()));
            JsonObject answer = countsObject(*report);
            answer.addRaw("operation", operationText(report->operation));
            reply.send(answerOf(*desk, std::move(answer)));
        });
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
    undeleteKeys(
        desk->store, desk->by(request), std::move(wish), reply.context(),
        [desk, reply](Result<RestoreReport> report) {
            if (!report)
                return reply.send(errorAnswer(report.error()));
            JsonObject answer;
            answer.add("restored", report->restored)
                .add("unchanged", report->unchanged)
                .add("expired", report->expired)
                .addRaw("operation", operationText(report->operation));
            reply.send(answerOf(*desk, std::move(answer)));
        });
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
    undoChanges(
        desk->store, desk->by(request), wish, reply.context(),
        [desk, reply](Result<UndoReport> report) {
            if (!report)
                return reply.send(errorAnswer(report.error()));
            if (report->conflictCount > 0)
                return reply.send(conflictAnswer(*report));
            JsonObject answer = countsObject(*report);
            answer.add("skipped", report->skipped)
                .addRaw("operation", operationText(report->operation));
            reply.send(answerOf(*desk, std::move(answer)));
        });
}

} // namespace

void addActionRoutes(Routes& routes, const DeskPtr& desk)
{
    using Call = void (*)(const DeskPtr&, const Request&, const Reply&);
    const auto on = [&](QByteArrayView path, Call call) {
        routes.add(Method::Post, path, [desk, call](const Request& request, const Reply& reply) {
            call(desk, request, reply);
        });
    };
    on("/namespaces/{ns}/entries:delete", removeMany);
    on("/namespaces/{ns}/entries:copy", copy);
    on("/restore", restore);
    on("/undelete", undelete);
    on("/undo", undo);
}

} // namespace stateroom::control
