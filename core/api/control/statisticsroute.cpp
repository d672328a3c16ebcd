// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/statistics.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/routes.h"
#include "core/base/version.h"

namespace stateroom::control {

namespace {

JsonObject healthObject(const StoreHealth& health)
{
    JsonObject object;
    object.addFlag("writable", health.writable);
    if (!health.writable)
        object.addText("reason", health.reason.toString().toUtf8());
    return object;
}

JsonObject logObject(const LogPosition& log)
{
    JsonObject object;
    object.add("floor", log.floor.value())
        .add("lastSeq", log.last.value())
        .add("lastRevision", log.lastRevision.value());
    if (log.last != Seq(0))
        object.addText("lastCommit", log.lastCommit.toIso());
    return object;
}

Response answerOf(const Desk& desk, const StoreStatistics& found)
{
    JsonObject answer;
    answer.addText("version", versionText)
        .add("uptime", (desk.store.now() - desk.startedAt).count() / 1000)
        .addText("mode", desk.store.mode() == StoreMode::Ephemeral ? "ephemeral" : "own")
        .addText("durability", desk.store.durability() == Durability::Relaxed ? "relaxed" : "full")
        .addRaw("health", healthObject(found.health).take())
        .add("namespaces", found.namespaces)
        .add("keys", found.keys)
        .addRaw("log", logObject(found.log).take())
        .addRaw(
            "file",
            JsonObject().add("bytes", found.fileBytes).add("walBytes", found.walBytes).take())
        .addRaw(
            "counters", JsonObject()
                            .add("transactions", found.counters.transactions)
                            .add("commits", found.counters.commits)
                            .add("changes", found.counters.changes)
                            .take())
        .add("memory", residentMemory());
    return Response::json(200, answer.take());
}

} // namespace

void addStatisticsRoute(Routes& routes, const DeskPtr& desk)
{
    routes.add("getStatistics", [desk](const Request&, const Reply& reply) {
        readStatistics(desk->store, reply.context(), [desk, reply](Result<StoreStatistics> found) {
            reply.send(found ? answerOf(*desk, *found) : errorAnswer(found.error()));
        });
    });
}

} // namespace stateroom::control
