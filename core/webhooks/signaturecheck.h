// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/types.h"

namespace stateroom::webhooks {

/// What looking at a request's signature came to.
enum class SignatureVerdict {
    Absent,    ///< it bears none of a kind that is known
    Unchecked, ///< it bears one, and there is no secret to check it with
    Valid,
    Invalid,
};

struct SignatureCheck {
    SignatureVerdict verdict = SignatureVerdict::Absent;
    QByteArray field; ///< where it stands, the name of the field; empty when absent

    friend bool operator==(const SignatureCheck&, const SignatureCheck&) = default;
};

/// Checks the signature by which a webhook's sender proves that it knows the secret: Stateroom's
/// own, and those of GitHub, Stripe, Shopify, Slack and Standard Webhooks, all HMAC-SHA256. How old
/// a signed request is plays no part. Takes time in the order of the body; any thread.
SignatureCheck
checkSignature(const Headers& headers, const QByteArray& body, const QByteArray& secret);

} // namespace stateroom::webhooks
