// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/integration/answers.h"

#include "core/api/failure.h"
#include "core/json/jsontext.h"

namespace stateroom::integration {

namespace {

QByteArray quoted(QByteArrayView utf8)
{
    return JsonText::fromUtf8(utf8).bytes();
}

QByteArray errorsOf(QByteArrayView code, QByteArrayView message)
{
    return R"({"errors":[{"code":)" + quoted(code) + R"(,"message":)" + quoted(message) + "}]";
}

} // namespace

Response errorAnswer(int status, QByteArrayView code, QByteArrayView message, qint64 offset)
{
    QByteArray body = errorsOf(code, message);
    if (offset >= 0)
        body += R"(,"offset":)" + QByteArray::number(offset);
    return Response::json(status, body + '}');
}

Response errorAnswer(const Error& error)
{
    const HttpFailure failure = httpFailureOf(error.code);
    return errorAnswer(
        failure.status, failure.code.toLower(), error.toString().toUtf8(), error.offset);
}

Response keyNotFound()
{
    return errorAnswer(404, "not_found", "State key not found");
}

Response unauthorized()
{
    const QByteArray body =
        errorsOf("unauthorized", "An integration API key is needed: Authorization: Bearer int_…");
    return Response::json(401, body + R"(,"message":"Unauthorized"})")
        .with("WWW-Authenticate", "Bearer");
}

Response forbidden(QByteArrayView message)
{
    return errorAnswer(403, "forbidden", message);
}

Response preconditionFailed()
{
    return errorAnswer(
        412, "precondition_failed",
        "The key's version is not the one that If-Match or If-None-Match asks for.");
}

Response renderRefusal(const Refusal& refusal)
{
    if (refusal.kind == Refusal::Kind::Unauthorized)
        return unauthorized();
    return errorAnswer(statusOf(refusal.kind), codeOf(refusal.kind).toLower(), refusal.message);
}

} // namespace stateroom::integration
