// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/campaignapi.h"

#include "core/api/campaign/answers.h"
#include "core/api/campaign/mutation.h"
#include "core/api/campaign/variablerules.h"
#include "core/api/entrywrite.h"
#include "core/api/routetable.h"
#include "core/http/requestreport.h"

namespace stateroom::campaign {

namespace {

constexpr QByteArrayView needsKey = "A campaign API key is needed: Authorization: Bearer cmp_…";
constexpr QByteArrayView needsToken =
    "A user token is needed: Authorization: Bearer and a JWT that this store has signed.";

/// What the store failed with goes on as that; a refusal becomes an answer.
Result<Response> refusalOf(std::variant<Error, Problem> reason, bool limitForbids = false)
{
    if (auto* error = std::get_if<Error>(&reason))
        return fail(std::move(*error));
    return problemAnswer(std::get<Problem>(reason), limitForbids);
}

QByteArray listBody(const std::vector<Variable>& variables)
{
    QByteArray body = R"({"variables":[)";
    for (const Variable& variable : variables)
        body += (body.endsWith('[') ? "" : ",") + variable.toJson();
    return body + "]}";
}

Response mutationAnswer(const MutationAnswer& answer)
{
    const QByteArray status = answer.duplicate ? "duplicate" : "applied";
    Response response = Response::json(
        200, R"({"status":")" + status + R"(","mutations":)" + answer.mutations + '}');
    if (answer.duplicate)
        response.headers.set("Idempotency-Replayed", "true");
    return response;
}

/// What a transaction has come to.
struct Done {
    Response response;
    bool outdated = false; ///< the variables are to be read anew
    MutationOutcome outcome = MutationOutcome::Refused;
    QByteArray mutations = {};
    QByteArray errorCode = {};
};

Done doneBy(MutationAnswer answer)
{
    Done done{mutationAnswer(answer), answer.outdated};
    done.outcome = answer.duplicate ? MutationOutcome::Duplicate : MutationOutcome::Applied;
    done.mutations = std::move(answer.mutations);
    return done;
}

/// The body's operations; an Idempotency-Key stands in for a missing mutation_id.
Checked<MutationRequest> mutationsIn(const Request& request, const JsonLimits& limits)
{
    auto body = parseObject(request.body, limits);
    if (!body)
        return refuse(std::move(body).error());
    auto mutations = parseMutations(*body);
    const auto key = request.headers.first("Idempotency-Key");
    if (mutations && request.headers.count("Idempotency-Key") > 1)
        return refuseField("Idempotency-Key", "must not stand there twice.");
    if (!mutations || !key || !mutations->id.isEmpty())
        return mutations;
    if (key->isEmpty() || key->size() > maxMutationId)
        return refuseField("Idempotency-Key", "must be 1 to 255 bytes.");
    mutations->id = key->toByteArray();
    return mutations;
}

} // namespace

const RouteTable& routeTable()
{
    static const RouteTable table(RouteTable::file("campaign"));
    return table;
}

std::shared_ptr<CampaignApi> CampaignApi::create(
    Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, CampaignSetup setup,
    JsonLimits limits)
{
    return std::shared_ptr<CampaignApi>(
        new CampaignApi(store, std::move(reader), keys, std::move(setup), limits));
}

CampaignApi::CampaignApi(
    Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, CampaignSetup setup,
    JsonLimits limits)
    : m_store(store)
    , m_reader(std::move(reader))
    , m_keys(keys)
    , m_setup(std::move(setup))
    , m_limits(limits)
    , m_tokens(m_setup.tokens)
    , m_variables(m_reader)
{
}

void CampaignApi::addRoutes(Router& router)
{
    const auto on = [self = shared_from_this()](auto method) -> Handler {
        return [self, method](const Request& request, Reply reply) {
            ((*self).*method)(request, reply);
        };
    };
    DescribedRoutes routes(router, routeTable(), renderRefusal);
    routes.add("listVariables", on(&CampaignApi::list));
    routes.add("defineVariable", on(&CampaignApi::define));
    routes.add("getParticipantState", on(&CampaignApi::state));
    routes.add("mutateParticipantState", on(&CampaignApi::mutateState));
}

/// The key that a call on the campaign of the path comes with.
Checked<Caller> CampaignApi::callerFor(const Request& request, const Reply& reply, bool writes)
{
    const QByteArray& campaign = request.parameters.front();
    Caller caller = callerOf(request, reply, m_keys);
    if (caller.credential != Caller::Credential::Known) {
        const auto token = bearerTokenOf(request);
        if (token && m_tokens.read(token->toByteArray()))
            return refuse(
                {ProblemKind::Forbidden,
                 "A user token reads and changes values; this call needs a campaign API key."});
        return refuse({ProblemKind::Unauthorized, needsKey.toByteArray()});
    }
    if (!caller.isKnown(ApiKind::Campaign))
        return refuse({ProblemKind::Forbidden, "This key belongs to another API."});
    if (!caller.key->resources.isEmpty() && !caller.key->resources.contains(campaign))
        return refuse(
            {ProblemKind::OutOfScope,
             "This key is bound to other campaigns.",
             {},
             {{"campaign_id", "is not covered by the key."}}});
    if (writes && caller.key->readOnly)
        return refuse({ProblemKind::Forbidden, "This key may only read."});
    if (campaign.size() > maxIdBytes)
        return refuseField("campaign_id", "must not be longer than 256 bytes.");
    m_keys.noteUse(*caller.key, m_store.now());
    return caller;
}

/// Whom a runtime call is about, by its token.
Checked<UserTokenPtr> CampaignApi::tokenOf(const Request& request, const Reply& reply)
{
    const auto text = bearerTokenOf(request);
    reply.note({text ? RequestNote::Credential::Unknown : RequestNote::Credential::None});
    if (!text)
        return refuse({ProblemKind::Unauthorized, needsToken.toByteArray()});
    const auto token = m_tokens.read(text->toByteArray());
    if (!token && callerOf(request, reply, m_keys).key)
        return refuse(
            {ProblemKind::Forbidden,
             "This is an API key; values are read and changed with a user token."});
    if (!token)
        return refuse({ProblemKind::Unauthorized, needsToken.toByteArray()});
    reply.note({RequestNote::Credential::Known});
    if (auto admitted = m_setup.tokens->admit(*token, m_store.now()); !admitted)
        return refuse(std::move(admitted).error());
    return token;
}

void CampaignApi::define(const Request& request, const Reply& reply)
{
    const auto caller = callerFor(request, reply, true);
    if (!caller)
        return reply.send(problemAnswer(caller.error()));
    const auto body = parseObject(request.body, m_limits);
    if (!body)
        return reply.send(problemAnswer(body.error()));
    auto variable = variableFrom(VariableDraft::of(*body));
    if (!variable)
        return reply.send(problemAnswer(variable.error()));
    const QByteArray& campaign = request.parameters.front();
    const EntryName place{
        definitionSpace(campaign), definitionKey(variable->scope, variable->name)};
    writeEntry(
        m_store, request, reply, *caller, ApiKind::Campaign, place,
        [campaign, limits = m_setup.limits,
         variable = std::move(*variable)](Transaction& transaction) -> Result<Response> {
            auto defined = campaign::define(transaction, campaign, variable, limits);
            if (!defined)
                return refusalOf(std::move(defined).error(), limits.forbids);
            return Response::json(
                200, R"({"status":"defined","variable":)" + variable.toJson() + '}');
        },
        {[](const Error& error) { return errorAnswer(error); }, preconditionFailed});
}

void CampaignApi::list(const Request& request, const Reply& reply)
{
    const auto caller = callerFor(request, reply, false);
    if (!caller)
        return reply.send(problemAnswer(caller.error()));
    auto snapshot = m_reader->hold();
    if (!snapshot)
        return reply.send(errorAnswer(snapshot.error()));
    auto list = m_variables.variables(*snapshot, request.parameters.front());
    if (!list)
        return reply.send(errorAnswer(list.error()));
    reply.send(Response::json(200, listBody((*list)->variables)));
}

Result<QByteArray> CampaignApi::stateFor(const UserTokenPtr& token)
{
    auto snapshot = m_reader->hold();
    if (!snapshot)
        return failureOf(snapshot);
    if (auto kept = m_states.find(token, snapshot->mark()))
        return std::move(*kept);
    auto list = m_variables.variables(*snapshot, token->who.campaign);
    if (!list)
        return failureOf(list);
    auto answer = readState(*m_reader, (*list)->variables, token->who);
    if (answer)
        m_states.keep(token, snapshot->mark(), *answer);
    return answer;
}

void CampaignApi::state(const Request& request, const Reply& reply)
{
    const auto token = tokenOf(request, reply);
    if (!token)
        return reply.send(problemAnswer(token.error()));
    auto body = stateFor(*token);
    reply.send(body ? Response::json(200, std::move(*body)) : errorAnswer(body.error()));
}

void CampaignApi::record(MutationReport report, MutationOutcome outcome)
{
    if (!m_setup.book)
        return;
    report.at = m_store.now();
    report.outcome = outcome;
    m_setup.book->add(std::move(report));
}

void CampaignApi::mutateState(const Request& request, const Reply& reply)
{
    const auto token = tokenOf(request, reply);
    if (!token)
        return reply.send(problemAnswer(token.error()));
    auto mutations = mutationsIn(request, m_limits);
    MutationReport report{.who = (*token)->who, .requestId = request.requestId};
    if (!mutations) {
        report.errorCode = codeOf(mutations.error().kind);
        record(std::move(report), MutationOutcome::Refused);
        return reply.send(problemAnswer(mutations.error()));
    }
    report.mutationId = mutations->id;
    auto known = m_variables.lately((*token)->who.campaign);
    if (!known)
        return reply.send(errorAnswer(known.error()));
    m_store.transact(
        {{}, request.requestId},
        [token = *token, known = std::move(*known),
         mutations = std::move(*mutations)](Transaction& transaction) -> Result<Done> {
            auto done = mutate(transaction, token->who, mutations, known);
            if (done)
                return doneBy(std::move(*done));
            Done refused{{}, true};
            if (const auto* problem = std::get_if<Problem>(&done.error()))
                refused.errorCode = codeOf(problem->kind);
            auto refusal = refusalOf(std::move(done).error());
            if (!refusal)
                return failureOf(refusal);
            refused.response = std::move(*refusal);
            return refused;
        },
        reply.context(),
        [reply, self = shared_from_this(), token = *token, report = std::move(report),
         durability = m_store.durability()](Result<Done> done) mutable {
            if (!done)
                return reply.send(errorAnswer(done.error()));
            report.mutations = std::move(done->mutations);
            report.errorCode = std::move(done->errorCode);
            self->record(std::move(report), done->outcome);
            if (done->outdated)
                self->m_variables.forget(token->who.campaign);
            Response& response = done->response;
            reply.send(
                response.status < 300 ? withDurability(std::move(response), durability)
                                      : std::move(response));
        });
}

} // namespace stateroom::campaign
