// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/workflow/answers.h"

#include "core/api/failure.h"

namespace stateroom::workflow {

namespace {

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

QByteArray errorBody(QByteArrayView code, QByteArrayView message, QByteArrayView more = {})
{
    return R"({"code":)" + quoted(code) + R"(,"message":)" + quoted(message) + more.toByteArray() +
           '}';
}

} // namespace

Response errorAnswer(int status, QByteArrayView code, QByteArrayView message)
{
    return Response::json(status, errorBody(code, message));
}

Response errorAnswer(const Error& error)
{
    const HttpFailure failure = httpFailureOf(error.code);
    QByteArray more;
    if (error.offset >= 0)
        more += R"(,"offset":)" + QByteArray::number(error.offset);
    if (error.currentVersion >= 0)
        more += R"(,"currentVersion":)" + QByteArray::number(error.currentVersion);
    return Response::json(failure.status, errorBody(failure.code, error.toString().toUtf8(), more));
}

Response keyNotFound()
{
    return errorAnswer(404, "KEY_NOT_FOUND", "The key does not exist in this workflow.");
}

Response renderRefusal(const Refusal& refusal)
{
    return errorAnswer(statusOf(refusal.kind), codeOf(refusal.kind), refusal.message);
}

} // namespace stateroom::workflow
