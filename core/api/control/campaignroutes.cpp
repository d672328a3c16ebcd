// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to campaigns beyond their own API: see docs/api/control.md.
#include "core/actions/deletekeys.h"
#include "core/api/campaign/administration.h"
#include "core/api/campaign/variablerules.h"
#include "core/api/control/answers.h"
#include "core/api/control/arguments.h"
#include "core/api/control/repeats.h"

namespace stateroom::control {

namespace {

using campaign::Problem;
using campaign::ProblemKind;
using campaign::Variable;

/// A campaign's refusals as this API tells them.
Response problemAnswer(const Problem& problem)
{
    QByteArray more;
    if (problem.path)
        more += R"(,"path":)" + problem.path->bytes();
    if (!problem.details.empty())
        more += R"(,"details":)" + arrayOf(problem.details, [](const campaign::FieldProblem& one) {
                    return JsonObject()
                        .addText("field", one.field)
                        .addText("message", one.message)
                        .take();
                });
    switch (problem.kind) {
    case ProblemKind::MalformedJson:
    case ProblemKind::ValidationFailed:
    case ProblemKind::SystemStateViolation:
        return errorAnswer(400, "VALIDATION_ERROR", problem.message, more);
    case ProblemKind::Unauthorized:
        return errorAnswer(401, "UNAUTHORIZED", problem.message, more);
    case ProblemKind::Forbidden:
    case ProblemKind::OutOfScope:
        return errorAnswer(403, "FORBIDDEN", problem.message, more);
    case ProblemKind::UnknownVariable:
        return errorAnswer(404, "NOT_FOUND", problem.message, more);
    case ProblemKind::DefinitionConflict:
    case ProblemKind::VariableLimitExceeded:
        return errorAnswer(409, "CONFLICT", problem.message, more);
    }
    Q_UNREACHABLE();
}

/// Runs `work` (`Outcome<JsonObject>(Transaction&)`: the answer's members) as one transaction, of
/// which nothing stays when it refuses.
template <class Work>
void change(const DeskPtr& desk, const Request& request, const Reply& reply, Work work)
{
    changeOnce(
        desk, request, reply, &problemAnswer,
        [work = std::move(work)](Transaction& transaction) -> campaign::Outcome<Response> {
            auto done = work(transaction);
            if (!done)
                return tl::make_unexpected(std::move(done).error());
            return Response::json(200, done->take());
        });
}

/// The variable that a path names, without type; the answer when it names none.
tl::expected<Variable, Response> variableOf(const Request& request)
{
    const auto scope = campaign::scopeFromName(request.parameters[1]);
    const QByteArray& name = request.parameters[2];
    if (!scope || !campaign::isVariableName(name))
        return tl::unexpected(
            errorAnswer(404, "NOT_FOUND", "There is no variable of this scope and name."));
    return Variable{*scope, name, {}, {}, {}};
}

void list(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    auto variables = campaign::readVariables(*desk->reader, request.parameters[0]);
    if (!variables)
        return reply.send(errorAnswer(variables.error()));
    JsonObject answer;
    answer.addRaw(
        "variables", arrayOf(*variables, [](const Variable& one) { return one.toJson(); }));
    reply.send(Response::json(200, answer.take()));
}

void import(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(request, desk->limits, {"variables"});
    const auto value = body.value("variables");
    if (!body.refusal() && (!value || value->type() != JsonType::Array))
        body.refuse(invalid("\"variables\" must be an array of definitions."));
    std::vector<Variable> variables;
    if (!body.refusal())
        JsonView(*value).forEachElement([&](const JsonView& item) {
            auto variable = campaign::variableFrom(campaign::VariableDraft::of(item));
            if (variable)
                variables.push_back(std::move(*variable));
            else
                body.refuse(problemAnswer(variable.error()));
            return !body.refusal();
        });
    if (body.refusal())
        return reply.send(*body.refusal());
    change(
        desk, request, reply,
        [desk, campaign = request.parameters[0], variables = std::move(variables)](
            Transaction& transaction) -> campaign::Outcome<JsonObject> {
            auto done =
                campaign::importVariables(transaction, campaign, variables, desk->campaigns.limits);
            if (!done)
                return tl::make_unexpected(std::move(done).error());
            JsonObject answer;
            answer.add("defined", done->defined).add("unchanged", done->unchanged);
            return answer;
        });
}

void replace(
    const DeskPtr& desk, const Request& request, const Reply& reply, const Variable& variable,
    qint64 misfits)
{
    change(
        desk, request, reply,
        [campaign = request.parameters[0], variable,
         misfits](Transaction& transaction) -> campaign::Outcome<JsonObject> {
            if (auto done = campaign::redefine(transaction, campaign, variable); !done)
                return tl::make_unexpected(std::move(done).error());
            JsonObject answer;
            answer.addRaw("variable", variable.toJson()).add("misfits", misfits);
            return answer;
        });
}

void redefine(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const auto place = variableOf(request);
    if (!place)
        return reply.send(place.error());
    Arguments body =
        Arguments::ofBody(request, desk->limits, {"type", "default", "description", "force"});
    campaign::VariableDraft draft{
        JsonText::fromUtf8(request.parameters[1]), JsonText::fromUtf8(place->name),
        body.value("type"), body.value("default"), body.value("description")};
    const bool force = body.flag("force");
    if (body.refusal())
        return reply.send(*body.refusal());
    auto variable = campaign::variableFrom(draft);
    if (!variable)
        return reply.send(problemAnswer(variable.error()));
    campaign::countMisfits(
        desk->store, request.parameters[0], *variable, reply.context(),
        [desk, request, reply, force, variable = *variable](Result<qint64> misfits) {
            if (!misfits)
                return reply.send(errorAnswer(misfits.error()));
            if (*misfits > 0 && !force)
                return reply.send(errorAnswer(
                    409, "CONFLICT",
                    "Stored values are not of this type. With \"force\": true they count as none.",
                    R"(,"misfits":)" + QByteArray::number(*misfits)));
            replace(desk, request, reply, variable, *misfits);
        });
}

void undefine(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    const auto place = variableOf(request);
    if (!place)
        return reply.send(place.error());
    change(
        desk, request, reply,
        [campaign = request.parameters[0],
         place = *place](Transaction& transaction) -> campaign::Outcome<JsonObject> {
            auto done = campaign::undefine(transaction, campaign, place.scope, place.name);
            if (!done)
                return tl::make_unexpected(std::move(done).error());
            JsonObject answer;
            answer.addFlag("removed", true);
            return answer;
        });
}

/// A text that must be given; an empty one is refused.
QByteArray given(Arguments& body, QByteArrayView name)
{
    const QByteArray text = body.text(name).value_or(QByteArray());
    if (text.isEmpty() && !body.refusal())
        body.refuse(invalid('"' + name.toByteArray() + "\" is missing."));
    return text;
}

Response resetAnswer(const DeleteReport& report)
{
    JsonObject answer;
    answer.add("deleted", report.deleted).addRaw("operation", operationText(report.operation));
    return Response::json(200, answer.take());
}

void resetApp(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(request, desk->limits, {"sub", "app", "dryRun"});
    campaign::Participant who{request.parameters[0], {}, {}};
    who.sub = given(body, "sub");
    who.app = given(body, "app");
    const bool dryRun = body.flag("dryRun");
    if (body.refusal())
        return reply.send(*body.refusal());
    auto call = callOnce(desk, request, reply, resetAnswer);
    if (!call)
        return;
    auto values = campaign::appValues(who);
    deleteKeys(
        desk->store, desk->by(request), {std::move(values.space), std::move(values.prefix)}, dryRun,
        reply.context(), std::move(call->done), std::move(call->once));
}

void mintToken(const DeskPtr& desk, const Request& request, const Reply& reply)
{
    Arguments body = Arguments::ofBody(request, desk->limits, {"campaign", "app", "sub", "ttl"});
    campaign::TokenWish wish;
    wish.who.campaign = given(body, "campaign");
    wish.who.app = given(body, "app");
    wish.who.sub = given(body, "sub");
    if (const auto lifetime = body.seconds("ttl"))
        wish.lifetime = *lifetime;
    if (body.refusal())
        return reply.send(*body.refusal());
    const Timestamp now = desk->store.now();
    auto token = desk->campaigns.tokens->mint(wish, now);
    if (!token)
        return reply.send(errorAnswer(token.error()));
    const auto read = desk->campaigns.tokens->read(*token);
    JsonObject answer;
    answer.addText("token", *token);
    if (read)
        answer.addText("expiresAt", read->expires.toIso());
    reply.send(Response::json(200, answer.take()));
}

} // namespace

void addCampaignRoutes(Routes& routes, const DeskPtr& desk)
{
    const auto add = [&](QByteArrayView id, auto call) {
        routes.add(id, [desk, call](const Request& request, const Reply& reply) {
            call(desk, request, reply);
        });
    };
    add("mintUserToken", mintToken);
    add("exportVariables", list);
    add("importVariables", import);
    add("changeVariable", redefine);
    add("removeVariable", undefine);
    add("resetApp", resetApp);
}

} // namespace stateroom::control
