// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/refusal.h"

namespace stateroom {

int statusOf(Refusal::Kind kind)
{
    switch (kind) {
    case Refusal::Kind::BadRequest:
        return 400;
    case Refusal::Kind::Unauthorized:
        return 401;
    case Refusal::Kind::Forbidden:
        return 403;
    case Refusal::Kind::NotFound:
        return 404;
    case Refusal::Kind::MethodNotAllowed:
        return 405;
    case Refusal::Kind::Timeout:
        return 408;
    case Refusal::Kind::PayloadTooLarge:
        return 413;
    case Refusal::Kind::UriTooLong:
        return 414;
    case Refusal::Kind::Misdirected:
        return 421;
    case Refusal::Kind::HeadTooLarge:
        return 431;
    case Refusal::Kind::Internal:
        return 500;
    case Refusal::Kind::NotImplemented:
        return 501;
    case Refusal::Kind::Overloaded:
        return 503;
    case Refusal::Kind::UnsupportedVersion:
        return 505;
    }
    Q_UNREACHABLE();
}

QByteArray codeOf(Refusal::Kind kind)
{
    switch (kind) {
    case Refusal::Kind::BadRequest:
        return "BAD_REQUEST";
    case Refusal::Kind::Unauthorized:
        return "UNAUTHORIZED";
    case Refusal::Kind::Forbidden:
        return "FORBIDDEN";
    case Refusal::Kind::NotFound:
        return "NOT_FOUND";
    case Refusal::Kind::MethodNotAllowed:
        return "METHOD_NOT_ALLOWED";
    case Refusal::Kind::Timeout:
        return "REQUEST_TIMEOUT";
    case Refusal::Kind::PayloadTooLarge:
        return "PAYLOAD_TOO_LARGE";
    case Refusal::Kind::UriTooLong:
        return "URI_TOO_LONG";
    case Refusal::Kind::Misdirected:
        return "MISDIRECTED_REQUEST";
    case Refusal::Kind::HeadTooLarge:
        return "HEADERS_TOO_LARGE";
    case Refusal::Kind::Internal:
        return "INTERNAL_ERROR";
    case Refusal::Kind::NotImplemented:
        return "NOT_IMPLEMENTED";
    case Refusal::Kind::Overloaded:
        return "UNAVAILABLE";
    case Refusal::Kind::UnsupportedVersion:
        return "HTTP_VERSION_NOT_SUPPORTED";
    }
    Q_UNREACHABLE();
}

namespace {

// Messages are our own sentences, but may quote a piece of the request.
QByteArray jsonString(QByteArrayView text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<uchar>(c) < 0x20)
            out += "\\u00" + QByteArray::number(static_cast<uchar>(c), 16).rightJustified(2, '0');
        else
            out += c;
    }
    return out + '"';
}

} // namespace

Response renderControlRefusal(const Refusal& refusal)
{
    return Response::json(
        statusOf(refusal.kind), "{\"error\":{\"code\":\"" + codeOf(refusal.kind) +
                                    "\",\"message\":" + jsonString(refusal.message) + "}}");
}

} // namespace stateroom
