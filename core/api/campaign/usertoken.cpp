// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/usertoken.h"

#include "core/api/campaign/jwt.h"
#include "core/json/jsonview.h"

#include <cmath>

namespace stateroom::campaign {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView audience = "stateroom";
constexpr QByteArrayView ownIssuer = "stateroom";
constexpr Milliseconds shortest = std::chrono::seconds(1);
constexpr Milliseconds longest = std::chrono::hours(24 * 3653);

bool isId(const QByteArray& text)
{
    return !text.isEmpty() && text.size() <= maxIdBytes && !text.contains('\0');
}

/// A string claim in UTF-8; empty when it is missing, something else, or has no UTF-8.
QByteArray textClaim(const JsonView& claims, QByteArrayView name)
{
    const auto member = claims.member(name);
    const auto text = member ? member->toString() : std::nullopt;
    return text && text->isValidUtf16() ? text->toUtf8() : QByteArray();
}

bool namesUs(const JsonView& claims)
{
    const auto member = claims.member("aud");
    if (!member)
        return false;
    const auto isOurs = [](const JsonView& item) {
        const auto text = item.toString();
        return text && *text == QLatin1StringView(audience);
    };
    bool found = isOurs(*member);
    member->forEachElement([&](const JsonView& item) {
        found = found || isOurs(item);
        return !found;
    });
    return found;
}

/// A NumericDate (RFC 7519, section 2), rounded down to a millisecond.
std::optional<Timestamp> timeClaim(const JsonView& claims, QByteArrayView name)
{
    constexpr double farthest = 9.0e12; // seconds; beyond it doubles have no milliseconds
    const auto member = claims.member(name);
    const auto seconds = member ? member->toDouble() : std::nullopt;
    if (!seconds)
        return std::nullopt;
    return Timestamp(qint64(std::floor(std::clamp(*seconds, -farthest, farthest) * 1000)));
}

bool allows(const QByteArrayList& list, const QByteArray& item)
{
    return list.isEmpty() || list.contains(item);
}

Failure wrongWish(QString message)
{
    return fail(ErrorCode::InvalidInput, std::move(message));
}

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

} // namespace

TokenAuthority::TokenAuthority(QByteArray secret, TokenPolicy policy)
    : m_secret(std::move(secret))
    , m_policy(std::move(policy))
{
    Q_ASSERT(!m_secret.isEmpty());
}

Result<QByteArray> TokenAuthority::mint(const TokenWish& wish, Timestamp now) const
{
    const std::pair<QString, const QByteArray&> ids[] = {
        {u"campaign"_s, wish.who.campaign}, {u"app"_s, wish.who.app}, {u"sub"_s, wish.who.sub}};
    for (const auto& [name, id] : ids) {
        if (!isId(id))
            return wrongWish(u"\"%1\" must be 1 to 256 bytes of text."_s.arg(name));
    }
    if (wish.lifetime < shortest || wish.lifetime > longest)
        return wrongWish(u"A token's lifetime is 1 second to 10 years."_s);
    if (!allows(m_policy.campaigns, wish.who.campaign) || !allows(m_policy.apps, wish.who.app))
        return wrongWish(u"The token policy excludes this campaign or app."_s);
    const QByteArray issuer =
        m_policy.issuers.isEmpty() ? ownIssuer.toByteArray() : m_policy.issuers.first();
    const qint64 issued = now.value() / 1000;
    const qint64 expires = (now + wish.lifetime).value() / 1000;
    return signJwt(
        m_secret, JsonText::fromValidated(
                      R"({"iss":)" + quoted(issuer) + R"(,"aud":)" + quoted(audience) +
                      R"(,"iat":)" + QByteArray::number(issued) + R"(,"exp":)" +
                      QByteArray::number(std::max(expires, issued + 1)) + R"(,"sub":)" +
                      quoted(wish.who.sub) + R"(,"campaign_id":)" + quoted(wish.who.campaign) +
                      R"(,"app_id":)" + quoted(wish.who.app) + '}'));
}

std::optional<UserToken> TokenAuthority::read(const QByteArray& token) const
{
    const auto text = verifyJwt(m_secret, token);
    if (!text)
        return std::nullopt;
    const JsonView claims(*text);
    UserToken read;
    read.issuer = textClaim(claims, "iss");
    read.who = {
        textClaim(claims, "campaign_id"), textClaim(claims, "app_id"), textClaim(claims, "sub")};
    const auto expires = timeClaim(claims, "exp");
    const bool complete = !read.issuer.isEmpty() && isId(read.who.campaign) && isId(read.who.app) &&
                          isId(read.who.sub) && expires && namesUs(claims);
    if (!complete)
        return std::nullopt;
    read.expires = *expires;
    if (claims.member("nbf")) {
        read.notBefore = timeClaim(claims, "nbf");
        if (!read.notBefore)
            return std::nullopt;
    }
    return read;
}

Checked<void> TokenAuthority::admit(const UserToken& token, Timestamp now) const
{
    if (now >= token.expires)
        return refuse({ProblemKind::Unauthorized, "The user token has expired."});
    if (token.notBefore && now < *token.notBefore)
        return refuse({ProblemKind::Unauthorized, "The user token is not valid yet."});
    if (!allows(m_policy.issuers, token.issuer))
        return refuse({ProblemKind::Unauthorized, "Tokens of this issuer are not taken here."});
    if (!allows(m_policy.campaigns, token.who.campaign))
        return refuse(
            {ProblemKind::OutOfScope,
             "Tokens for this campaign are not taken here.",
             {},
             {{"campaign_id", "is excluded by the token policy."}}});
    if (!allows(m_policy.apps, token.who.app))
        return refuse(
            {ProblemKind::OutOfScope,
             "Tokens for this app are not taken here.",
             {},
             {{"app_id", "is excluded by the token policy."}}});
    return {};
}

TokenCache::TokenCache(std::shared_ptr<const TokenAuthority> authority)
    : m_authority(std::move(authority))
{
}

UserTokenPtr TokenCache::read(const QByteArray& token)
{
    if (const auto known = m_known.constFind(token); known != m_known.cend())
        return *known;
    if (token.size() > maxTokenBytes)
        return nullptr;
    auto read = m_authority->read(token);
    if (!read)
        return nullptr;
    // All at once: which of them was used last would cost each request something to know.
    if (m_known.size() >= capacity)
        m_known.clear();
    return *m_known.insert(token, std::make_shared<const UserToken>(std::move(*read)));
}

} // namespace stateroom::campaign
