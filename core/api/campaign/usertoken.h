// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/places.h"
#include "core/api/campaign/problem.h"
#include "core/base/clock.h"

#include <QHash>

#include <memory>

namespace stateroom::campaign {

/// What a genuine user token says.
struct UserToken {
    Participant who;
    QByteArray issuer;
    Timestamp expires; ///< from this moment on it is not valid
    std::optional<Timestamp> notBefore = {};
};

using UserTokenPtr = std::shared_ptr<const UserToken>;

/// Whose tokens are taken, and for what. An empty list excludes nothing.
struct TokenPolicy {
    QByteArrayList issuers;
    QByteArrayList campaigns;
    QByteArrayList apps;
};

/// What a token is wanted for.
struct TokenWish {
    Participant who;
    Milliseconds lifetime = std::chrono::minutes(15); ///< from 1 s to 10 years
};

/// Makes user tokens and knows its own. What the window, the control API and the command line mint
/// with. Thread-safe: it never changes.
class TokenAuthority {
public:
    TokenAuthority(QByteArray secret, TokenPolicy policy);

    /// InvalidInput names what is wrong with the wish: an empty id, one over 256 bytes, a
    /// lifetime out of bounds, a campaign or app that the policy excludes.
    Result<QByteArray> mint(const TokenWish& wish, Timestamp now) const;

    /// What the token says, if it is signed as ours and complete; time and policy aside.
    std::optional<UserToken> read(const QByteArray& token) const;

    /// Whether it is in force: Unauthorized out of its time or by its issuer, OutOfScope by the
    /// policy.
    Checked<void> admit(const UserToken& token, Timestamp now) const;

private:
    const QByteArray m_secret;
    const TokenPolicy m_policy;
};

/// Tokens that were read lately, so that one that comes with each request is verified once. What
/// it remembers is bounded; whether a token is in force is judged anew each time. One thread.
class TokenCache {
public:
    explicit TokenCache(std::shared_ptr<const TokenAuthority> authority);

    /// What TokenAuthority::read says of it; null for nothing.
    UserTokenPtr read(const QByteArray& token);

    static constexpr qsizetype capacity = 1024;
    /// Longer ones are no tokens of ours.
    static constexpr qsizetype maxTokenBytes = 8 * 1024;
    qsizetype size() const { return m_known.size(); }

private:
    const std::shared_ptr<const TokenAuthority> m_authority;
    QHash<QByteArray, UserTokenPtr> m_known;
};

} // namespace stateroom::campaign
