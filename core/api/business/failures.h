// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/ratelimiter.h"
#include "core/business/problem.h"
#include "core/http/router.h"
#include "core/json/jsonobject.h"

namespace stateroom::business {

/// The error codes of the document, and no others.
enum class FailureCode {
    InvalidApiKey,
    InsufficientPermissions,
    ResourceNotFound,
    ValidationError,
    RateLimited,
    InternalError,
    ServiceUnavailable,
};
constexpr FailureCode allFailureCodes[] = {
    FailureCode::InvalidApiKey,     FailureCode::InsufficientPermissions,
    FailureCode::ResourceNotFound,  FailureCode::ValidationError,
    FailureCode::RateLimited,       FailureCode::InternalError,
    FailureCode::ServiceUnavailable};

/// `VALIDATION_ERROR` and so on.
QByteArrayView nameOf(FailureCode code);
/// The status that the document has for it.
int statusOf(FailureCode code);
/// The code that fits an HTTP status: statuses that the document does not have (405, 409, 412,
/// 413 …) keep theirs and bear the code that says most nearly what is wrong.
FailureCode codeOfStatus(int status);

/// Why a call did not happen, as it is told in the API's shape.
struct Problem {
    FailureCode code = FailureCode::InternalError;
    int status = 500;
    QByteArray message;
    QByteArray suggestion;   ///< what to do next; empty: the code's own
    JsonObject details = {}; ///< what it is about, without the suggestion
    qint64 retryAfter = 0;   ///< seconds; 0: not told

    static Problem of(FailureCode code, QByteArray message, QByteArray suggestion = {});
    static Problem invalid(QByteArray message, QByteArray suggestion = {})
    {
        return of(FailureCode::ValidationError, std::move(message), std::move(suggestion));
    }
    static Problem of(const Error& error);
    /// Of a rule of the records or of a question to them.
    static Problem of(const Refusal& refusal);
    static Problem of(const std::variant<Error, Refusal>& why);
    /// The server's own.
    static Problem of(const stateroom::Refusal& refusal);
    static Problem unauthorized();
    static Problem preconditionFailed();
    static Problem rateLimited(const RateStanding& standing);
};

} // namespace stateroom::business
