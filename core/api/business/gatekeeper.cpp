// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/gatekeeper.h"

namespace stateroom::business {

namespace {

/// Why a key may not do what the call wants, or nothing.
std::optional<Problem> judgeRights(const ApiKey& key, const Need& need)
{
    constexpr auto code = FailureCode::InsufficientPermissions;
    if (need.writes && key.readOnly)
        return Problem::of(code, "This API key may only read.");
    if (key.resources.isEmpty())
        return std::nullopt;
    QByteArray resource = need.type.toByteArray();
    if (!need.id.isEmpty())
        resource.append('/').append(need.id);
    if (key.covers(resource, need.type))
        return std::nullopt;
    Problem problem = Problem::of(code, "This API key is limited to other resources.");
    problem.details.addText("resource", resource);
    return problem;
}

/// What a refusal of the server's does to the calls of the request's key. A page of another site
/// must not be able to tell from any answer whether a key is right, nor use up its calls.
struct Account {
    bool counts;
    bool tells;
};

Account accountOf(stateroom::Refusal::Kind kind)
{
    using Kind = stateroom::Refusal::Kind;
    switch (kind) {
    case Kind::Forbidden:
    case Kind::Misdirected:
    case Kind::Unauthorized:
        return {false, false};
    case Kind::BadRequest: // of a caller that may be foreign the server hides the key
    case Kind::Timeout:
    case Kind::UriTooLong:
    case Kind::HeadTooLarge:
    case Kind::NotImplemented:
    case Kind::UnsupportedVersion:
    case Kind::NotFound:
    case Kind::MethodNotAllowed:
    case Kind::PayloadTooLarge:
    case Kind::Overloaded:
        return {true, true};
    case Kind::Internal: // after admit(), which has counted the call
        return {false, true};
    }
    Q_UNREACHABLE();
}

} // namespace

Gatekeeper::Gatekeeper(
    const Store& store, KeyRing& keys, RateLimiter& rates, const Clock& clock,
    const ServedAt& servedAt)
    : m_store(store)
    , m_keys(keys)
    , m_rates(rates)
    , m_clock(clock)
    , m_servedAt(servedAt)
{
}

RateStanding Gatekeeper::standingOf(const ApiKeyPtr& key, bool counts)
{
    if (m_lastKey != key) {
        m_lastCounter = m_rates.counterOf(*key);
        m_lastKey = key;
    }
    const Plan* const chosen = findPlan(key->plan);
    const Plan& plan = chosen ? *chosen : plans.front();
    const Timestamp now = m_store.now();
    return counts ? m_lastCounter->take(plan, now) : m_lastCounter->look(plan, now);
}

std::optional<Call> Gatekeeper::admit(const Request& request, const Reply& reply, const Need& need)
{
    Call call{Exchange(request, m_clock, m_servedAt), callerOf(request, reply, m_keys)};
    const auto refused = [&](const Problem& problem) {
        reply.send(call.exchange.failure(problem));
        return std::nullopt;
    };
    const auto unserved = call.exchange.takeVersion(request.headers);
    if (call.caller.credential != Caller::Credential::Known)
        return refused(Problem::unauthorized());
    if (!call.caller.isKnown(ApiKind::Business))
        return refused(Problem::of(
            FailureCode::InsufficientPermissions, "This API key belongs to another API."));
    const RateStanding standing = standingOf(call.caller.key, true);
    call.exchange.setStanding(standing);
    if (!standing.admitted)
        return refused(Problem::rateLimited(standing));
    if (unserved)
        return refused(*unserved);
    if (const auto beyond = judgeRights(*call.caller.key, need))
        return refused(*beyond);
    m_keys.noteUse(*call.caller.key, m_store.now());
    return call;
}

Response Gatekeeper::refuse(const stateroom::Refusal& refusal)
{
    static const Request unread;
    const Request& request = refusal.request ? *refusal.request : unread;
    Exchange exchange(request, m_clock, m_servedAt);
    const Account account = accountOf(refusal.kind);
    if (!account.tells)
        exchange.forgetHost(m_servedAt);
    // The version matters less than what is wrong already.
    (void)exchange.takeVersion(request.headers);
    const Caller caller = account.counts || account.tells ? callerOf(request, m_keys) : Caller();
    if (caller.isKnown(ApiKind::Business)) {
        const RateStanding standing = standingOf(caller.key, account.counts);
        if (account.tells)
            exchange.setStanding(standing);
        if (account.tells && account.counts && !standing.admitted)
            return exchange.failure(Problem::rateLimited(standing));
    }
    return exchange.failure(Problem::of(refusal));
}

} // namespace stateroom::business
