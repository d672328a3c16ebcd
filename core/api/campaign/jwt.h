// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/jsontext.h"

#include <optional>

namespace stateroom::campaign {

// JSON Web Tokens (RFC 7519) in the compact form, signed with HMAC-SHA256 and nothing else. The one
// place that knows which library does it. Any thread.

/// The token that says these claims (a JSON object). `secret` must not be empty.
Result<QByteArray> signJwt(const QByteArray& secret, const JsonText& claims);

/// The claims of a token that bears this secret's signature and names HS256 as its algorithm;
/// nothing for any other text. Of the claims themselves, time included, nothing is judged. How long
/// it takes tells nothing about the signature that would have been right.
std::optional<JsonText> verifyJwt(const QByteArray& secret, const QByteArray& token);

} // namespace stateroom::campaign
