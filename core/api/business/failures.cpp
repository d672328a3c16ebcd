// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/failures.h"

#include "core/api/failure.h"

namespace stateroom::business {

namespace {

QByteArrayView suggestionOf(FailureCode code)
{
    switch (code) {
    case FailureCode::InvalidApiKey:
        return "Send a key of the business API: Authorization: Bearer biz_… The first start has "
               "made one, in keys.json of the data directory.";
    case FailureCode::InsufficientPermissions:
        return "Use a key of the business API that may do this, or change this key's rights.";
    case FailureCode::ResourceNotFound:
        return "Check the resource's type and id.";
    case FailureCode::ValidationError:
        return "Check the request against the API's description.";
    case FailureCode::RateLimited:
        return "Wait for as long as retry_after says, then back off exponentially; or give the key "
               "a larger plan.";
    case FailureCode::InternalError:
        return "Try again with exponential backoff; the server's log has more.";
    case FailureCode::ServiceUnavailable:
        return "Try again with exponential backoff; GET /health says what is wrong.";
    }
    Q_UNREACHABLE();
}

Problem missing(const Refusal& refusal)
{
    Problem problem = Problem::of(
        FailureCode::ResourceNotFound, refusal.message,
        "Check if the " + refusal.object + " ID is correct or create a new " + refusal.object);
    problem.details.addText(refusal.object + "_id", refusal.id);
    if (!refusal.field.isEmpty())
        problem.details.addText("field", refusal.field);
    return problem;
}

Problem invalidFields(const Refusal& refusal)
{
    Problem problem = Problem::invalid(
        refusal.message, "Correct what details.errors names; all that is wrong stands there.");
    QByteArray errors;
    for (const FieldProblem& one : refusal.problems) {
        JsonObject error;
        error.addText("field", one.field).addText("message", one.message);
        errors += (errors.isEmpty() ? "" : ",") + error.take();
    }
    problem.details.addRaw("errors", '[' + errors + ']');
    return problem;
}

} // namespace

QByteArrayView nameOf(FailureCode code)
{
    switch (code) {
    case FailureCode::InvalidApiKey:
        return "INVALID_API_KEY";
    case FailureCode::InsufficientPermissions:
        return "INSUFFICIENT_PERMISSIONS";
    case FailureCode::ResourceNotFound:
        return "RESOURCE_NOT_FOUND";
    case FailureCode::ValidationError:
        return "VALIDATION_ERROR";
    case FailureCode::RateLimited:
        return "RATE_LIMITED";
    case FailureCode::InternalError:
        return "INTERNAL_ERROR";
    case FailureCode::ServiceUnavailable:
        return "SERVICE_UNAVAILABLE";
    }
    Q_UNREACHABLE();
}

int statusOf(FailureCode code)
{
    switch (code) {
    case FailureCode::InvalidApiKey:
        return 401;
    case FailureCode::InsufficientPermissions:
        return 403;
    case FailureCode::ResourceNotFound:
        return 404;
    case FailureCode::ValidationError:
        return 400;
    case FailureCode::RateLimited:
        return 429;
    case FailureCode::InternalError:
        return 500;
    case FailureCode::ServiceUnavailable:
        return 503;
    }
    Q_UNREACHABLE();
}

FailureCode codeOfStatus(int status)
{
    switch (status) {
    case 401:
        return FailureCode::InvalidApiKey;
    case 403:
        return FailureCode::InsufficientPermissions;
    case 404:
    case 410:
        return FailureCode::ResourceNotFound;
    case 429:
        return FailureCode::RateLimited;
    case 503:
    case 507:
        return FailureCode::ServiceUnavailable;
    default:
        return status < 500 ? FailureCode::ValidationError : FailureCode::InternalError;
    }
}

Problem Problem::of(FailureCode code, QByteArray message, QByteArray suggestion)
{
    if (suggestion.isEmpty())
        suggestion = suggestionOf(code).toByteArray();
    return {code, business::statusOf(code), std::move(message), std::move(suggestion)};
}

Problem Problem::of(const Error& error)
{
    const int status = httpFailureOf(error.code).status;
    Problem problem = of(codeOfStatus(status), error.message.toUtf8(), error.hint.toUtf8());
    problem.status = status;
    if (error.offset >= 0)
        problem.details.add("offset", error.offset);
    return problem;
}

Problem Problem::of(const Refusal& refusal)
{
    switch (refusal.kind) {
    case RefusalKind::Missing:
        return missing(refusal);
    case RefusalKind::Invalid:
        return invalidFields(refusal);
    }
    Q_UNREACHABLE();
}

Problem Problem::of(const std::variant<Error, Refusal>& why)
{
    return std::visit([](const auto& one) { return of(one); }, why);
}

Problem Problem::of(const stateroom::Refusal& refusal)
{
    const int status = stateroom::statusOf(refusal.kind);
    Problem problem = of(codeOfStatus(status), refusal.message);
    problem.status = status;
    return problem;
}

Problem Problem::unauthorized()
{
    return of(FailureCode::InvalidApiKey, "The API key is missing or not known here.");
}

Problem Problem::preconditionFailed()
{
    Problem problem = invalid(
        "The record's version is not the one that If-Match or If-None-Match asks for.",
        "Read the record again.");
    problem.status = 412;
    return problem;
}

Problem Problem::rateLimited(const RateStanding& standing)
{
    Problem problem =
        of(FailureCode::RateLimited, "Rate limit exceeded. Please retry after " +
                                         QByteArray::number(standing.retryAfter) + " seconds.");
    problem.retryAfter = standing.retryAfter;
    return problem;
}

} // namespace stateroom::business
