// SPDX-License-Identifier: GPL-3.0-or-later
// Hook scripts: see docs/api/hooks.md.
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/repeats.h"
#include "core/hooks/hookrunner.h"
#include "core/http/clientend.h"
#include "core/store/opname.h"

namespace stateroom::control {

namespace {

QByteArrayView levelName(HookLogLevel level)
{
    switch (level) {
    case HookLogLevel::Debug:
        return "debug";
    case HookLogLevel::Info:
        return "info";
    case HookLogLevel::Warning:
        return "warning";
    case HookLogLevel::Error:
        return "error";
    }
    Q_UNREACHABLE();
}

QByteArrayView codeName(HookFailureKind kind)
{
    switch (kind) {
    case HookFailureKind::Script:
        return "SCRIPT_ERROR";
    case HookFailureKind::Timeout:
        return "TIMEOUT";
    case HookFailureKind::Memory:
        return "MEMORY_LIMIT";
    case HookFailureKind::Conflict:
        return "CONFLICT";
    }
    Q_UNREACHABLE();
}

QByteArray logArray(const HookOutcome& outcome)
{
    return arrayOf(outcome.log, [](const HookLogLine& line) {
        return JsonObject()
            .addText("level", levelName(line.level))
            .addText("message", line.text)
            .take();
    });
}

QByteArray changeText(const HookChange& change)
{
    JsonObject object;
    object.addText("namespace", change.name.space.text()).addText("key", change.name.key.bytes());
    if (change.version != Version(0))
        object.add("version", change.version.value());
    object.addText("op", opName(change.after ? ChangeOp::Set : ChangeOp::Delete));
    if (change.before)
        object.add("oldValue", *change.before);
    if (change.after)
        object.add("value", *change.after);
    return object.take();
}

Response failureAnswer(const HookOutcome& outcome)
{
    const HookFailure& failure = *outcome.failure;
    JsonObject error;
    error.addText("code", codeName(failure.kind))
        .add("message", JsonText::fromString(failure.message));
    if (failure.line > 0)
        error.add("line", qint64(failure.line));
    if (failure.column > 0)
        error.add("column", qint64(failure.column));
    if (!failure.stack.isEmpty())
        error.add("stack", JsonText::fromString(failure.stack));
    return Response::json(
        422, JsonObject().addRaw("error", error.take()).addRaw("log", logArray(outcome)).take());
}

Response answerOf(const HookOutcome& outcome)
{
    if (outcome.failure)
        return failureAnswer(outcome);
    return Response::json(
        200, JsonObject()
                 .add("result", outcome.result)
                 .addRaw("log", logArray(outcome))
                 .addRaw("changes", arrayOf(outcome.changes, changeText))
                 .add("runs", qint64(outcome.runs))
                 .take());
}

/// The wish that the body holds; the answer to a mistake in it.
tl::expected<HookRequest, Response> wishOf(const Desk& desk, const Request& request)
{
    Arguments body = Arguments::ofBody(
        request, desk.limits, {"script", "function", "options", "namespace", "dryRun"});
    HookRequest wish;
    const auto script = body.text("script");
    const auto function = body.text("function");
    if (!body.refusal() && (!script || !function))
        body.refuse(invalid("\"script\" and \"function\" must be given."));
    wish.script = script.value_or(QByteArray());
    wish.function = QString::fromUtf8(function.value_or(QByteArray()));
    if (body.has("options"))
        wish.options = body.value("options").value_or(JsonText());
    if (const auto space = body.text("namespace"))
        wish.space = body.space(*space);
    wish.dryRun = body.flag("dryRun");
    if (body.refusal())
        return tl::unexpected(*body.refusal());
    wish.by = desk.by(request);
    return wish;
}

void run(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    auto wish = wishOf(*desk, request);
    if (!wish)
        return reply.send(wish.error());
    endWithInput(reply.context());
    if (!wish->dryRun) {
        auto call = callOnce<HookOutcome>(desk, request, reply, answerOf);
        if (!call)
            return;
        // Without a key there is nothing to keep, and a run that writes nothing needs no writer.
        if (request.headers.contains("Idempotency-Key"))
            wish->once = std::move(call->once);
        return desk->hooks.run(std::move(*wish), reply.context(), std::move(call->done));
    }
    desk->hooks.run(std::move(*wish), reply.context(), [reply](Result<HookOutcome> outcome) {
        reply.send(outcome ? answerOf(*outcome) : errorAnswer(outcome.error()));
    });
}

} // namespace

void addHookRoutes(Routes& routes, const DeskPtr& desk)
{
    routes.add("runHook", [desk](const Request& request, const Reply& reply) {
        run(desk, request, reply);
    });
}

} // namespace stateroom::control
