// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/answers.h"

#include "core/api/failure.h"

namespace stateroom::campaign {

namespace {

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

Response answer(int status, QByteArrayView code, QByteArrayView message, QByteArrayView more = {})
{
    return Response::json(
        status, R"({"status":"error","error_code":)" + quoted(code) + R"(,"message":)" +
                    quoted(message) + more.toByteArray() + '}');
}

QByteArray detailsOf(const std::vector<FieldProblem>& details)
{
    QByteArray text;
    for (const FieldProblem& detail : details)
        text += (text.isEmpty() ? "" : ",") + (R"({"field":)" + quoted(detail.field)) +
                R"(,"message":)" + quoted(detail.message) + '}';
    return '[' + text + ']';
}

} // namespace

int statusOf(ProblemKind kind, bool limitForbids)
{
    switch (kind) {
    case ProblemKind::MalformedJson:
    case ProblemKind::SystemStateViolation:
        return 400;
    case ProblemKind::ValidationFailed:
        return 422;
    case ProblemKind::Unauthorized:
        return 401;
    case ProblemKind::Forbidden:
    case ProblemKind::OutOfScope:
        return 403;
    case ProblemKind::DefinitionConflict:
        return 409;
    case ProblemKind::VariableLimitExceeded:
        return limitForbids ? 403 : 409;
    case ProblemKind::UnknownVariable:
        return 404;
    }
    Q_UNREACHABLE();
}

QByteArray codeOf(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::MalformedJson:
        return "malformed_json";
    case ProblemKind::ValidationFailed:
        return "validation_failed";
    case ProblemKind::SystemStateViolation:
        return "system_state_violation";
    case ProblemKind::Unauthorized:
        return "unauthorized";
    case ProblemKind::Forbidden:
        return "forbidden";
    case ProblemKind::OutOfScope:
        return "out_of_scope";
    case ProblemKind::DefinitionConflict:
        return "definition_conflict";
    case ProblemKind::VariableLimitExceeded:
        return "variable_limit_exceeded";
    case ProblemKind::UnknownVariable:
        return "not_found";
    }
    Q_UNREACHABLE();
}

Response problemAnswer(const Problem& problem, bool limitForbids)
{
    QByteArray more;
    if (problem.path)
        more += R"(,"path":)" + problem.path->bytes();
    if (!problem.details.empty())
        more += R"(,"details":)" + detailsOf(problem.details);
    if (problem.offset >= 0)
        more += R"(,"offset":)" + QByteArray::number(problem.offset);
    Response response =
        answer(statusOf(problem.kind, limitForbids), codeOf(problem.kind), problem.message, more);
    if (problem.kind == ProblemKind::Unauthorized)
        response.headers.set("WWW-Authenticate", "Bearer");
    return response;
}

Response errorAnswer(const Error& error)
{
    if (error.code == ErrorCode::InvalidInput)
        return problemAnswer({ProblemKind::ValidationFailed, error.toString().toUtf8()});
    const HttpFailure failure = httpFailureOf(error.code);
    return answer(failure.status, failure.code.toLower(), error.toString().toUtf8());
}

Response unauthorized(QByteArrayView message)
{
    return problemAnswer({ProblemKind::Unauthorized, message.toByteArray()});
}

Response preconditionFailed()
{
    return answer(
        412, "precondition_failed",
        "The definition's version is not the one that If-Match or If-None-Match asks for.");
}

Response renderRefusal(const Refusal& refusal)
{
    if (refusal.kind == Refusal::Kind::Unauthorized)
        return unauthorized(refusal.message);
    return answer(
        stateroom::statusOf(refusal.kind), stateroom::codeOf(refusal.kind).toLower(),
        refusal.message);
}

} // namespace stateroom::campaign
