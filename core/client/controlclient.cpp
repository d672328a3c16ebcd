// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/controlclient.h"

#include "core/json/jsonview.h"

#include <limits>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr char base[] = "/_stateroom/v1";

ClientErrorCode codeOf(int status)
{
    switch (status) {
    case 401:
    case 403:
        return ClientErrorCode::Refused;
    case 404:
    case 410:
        return ClientErrorCode::NothingThere;
    case 409:
    case 412:
        return ClientErrorCode::Conflict;
    case 408:
    case 429:
        return ClientErrorCode::ServerFailed;
    default:
        return status >= 400 && status < 500 ? ClientErrorCode::WrongUsage
                                             : ClientErrorCode::ServerFailed;
    }
}

/// The conflicting keys that an answer lists, behind its message.
QString conflictsOf(const JsonView& error)
{
    const auto conflicts = error.member("conflicts");
    if (!conflicts)
        return {};
    QStringList names;
    conflicts->forEachElement([&names](const JsonView& conflict) {
        const auto space = conflict.member("namespace");
        const auto key = conflict.member("key");
        if (space && key)
            names +=
                space->toString().value_or(QString()) + u' ' + key->toString().value_or(QString());
        return true;
    });
    const auto count = error.member("conflictCount");
    const qint64 more = count ? count->toInt64().value_or(0) - names.size() : 0;
    if (more > 0)
        names += u"… and "_s + QString::number(more) + u" more"_s;
    return names.isEmpty() ? QString() : u"\n  "_s + names.join(u"\n  "_s);
}

} // namespace

ControlClient::ControlClient(Server server, Interruption& interruption, HttpCallerOptions options)
    : m_server(std::move(server))
    , m_interruption(interruption)
    , m_options(std::move(options))
    , m_caller(std::make_unique<HttpCaller>(m_server.address, interruption, m_options))
{
}

void ControlClient::moveTo(Server server)
{
    m_server = std::move(server);
    m_caller = std::make_unique<HttpCaller>(m_server.address, m_interruption, m_options);
}

JsonLimits ControlClient::limits()
{
    return {std::numeric_limits<qsizetype>::max(), 600};
}

void ControlClient::complete(HttpCall& call) const
{
    call.target = base + call.target;
    call.fields.emplaceBack("Authorization", "Bearer " + m_server.token);
}

Outcome<HttpAnswer> ControlClient::call(HttpCall call)
{
    return ask(std::move(call), 0);
}

Outcome<HttpAnswer> ControlClient::ask(HttpCall call, int alsoGood)
{
    complete(call);
    auto answer = m_caller->call(call);
    m_lastStatus = answer ? answer->head.status : 0;
    const bool isGood =
        answer && (m_lastStatus == alsoGood || (m_lastStatus >= 200 && m_lastStatus <= 299));
    if (answer && !isGood)
        return tl::unexpected(errorOf(*answer));
    return answer;
}

Outcome<ReplyHead> ControlClient::open(HttpCall call)
{
    complete(call);
    auto head = m_caller->open(call);
    if (!head || (head->status >= 200 && head->status <= 299))
        return head;
    HttpAnswer answer{*head, {}};
    for (;;) {
        const auto piece = m_caller->read();
        if (!piece || piece->isEmpty())
            break;
        answer.body += *piece;
        if (m_caller->isTooLarge(answer.body.size()))
            return m_caller->tooLarge();
    }
    return tl::unexpected(errorOf(answer));
}

Outcome<JsonText> ControlClient::get(const CallTarget& target)
{
    return send("GET", target);
}

Outcome<JsonText>
ControlClient::send(const QByteArray& method, const CallTarget& target, const QByteArray& body)
{
    HttpCall request{.method = method, .target = target.bytes(), .body = body};
    if (!body.isNull())
        request.contentType = "application/json";
    request.isRepeatable = method == "GET";
    const auto answer = call(std::move(request));
    if (!answer)
        return tl::unexpected(answer.error());
    auto text = JsonText::parse(answer->body, limits());
    if (!text)
        return clientFailure(
            ClientErrorCode::ServerFailed,
            m_server.address.text() + u" answered something that is not JSON."_s,
            u"Is the address that of Stateroom, and of the same version?"_s);
    return *text;
}

ClientError ControlClient::errorOf(const HttpAnswer& answer) const
{
    const int status = answer.head.status;
    if (status >= 300 && status <= 399)
        return {
            ClientErrorCode::ServerFailed,
            m_server.address.text() + u" answered with a redirect to "_s +
                QString::fromUtf8(answer.head.field("location")) + u", which is not followed."_s,
            u"Give the server's own address."_s};
    const auto body = JsonText::parse(answer.body, limits());
    const auto error = body ? JsonView(*body).member("error") : std::optional<JsonView>();
    const auto message = error ? error->member("message") : std::optional<JsonView>();
    if (!message || message->type() != JsonType::String)
        return {
            codeOf(status) == ClientErrorCode::Refused ? ClientErrorCode::Refused
                                                       : ClientErrorCode::ServerFailed,
            m_server.address.text() + u" answered "_s + QString::number(status) +
                u", and not in the way of Stateroom's control API."_s,
            u"Is the address that of Stateroom, and of the same version?"_s};
    return errorOf(status, *body);
}

ClientError ControlClient::errorOf(int status, const JsonText& body) const
{
    const JsonView error = *JsonView(body).member("error");
    ClientError result;
    result.code = codeOf(status);
    result.message = error.member("message")->toString().value_or(QString());
    const auto line = error.member("line");
    // The message may say the line already.
    if (line && !result.message.contains("line "_L1, Qt::CaseInsensitive))
        result.message = u"Line "_s + QString::fromUtf8(line->raw()) + u": "_s + result.message;
    result.message += conflictsOf(error);
    if (status == 401)
        result.hint = u"The token came from "_s + m_server.tokenFrom + u", the server "_s +
                      m_server.address.text() + u" wants that of its own data directory."_s;
    else if (status == 408 || status >= 500)
        result.hint = m_server.address.text() + u" answered "_s + QString::number(status) + u'.';
    return result;
}

} // namespace stateroom
