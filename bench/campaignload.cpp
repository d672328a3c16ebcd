// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/campaignload.h"

#include <QMessageAuthenticationCode>

namespace bench {

namespace {

constexpr QByteArrayView definitions[] = {
    R"({"scope":"user","name":"loyalty_points","type":"number","default":0})",
    R"({"scope":"user","name":"daily_attempts","type":"number","default":0})",
    R"({"scope":"campaign","name":"tier","type":"string","default":"bronze"})",
    R"({"scope":"app","name":"round_score","type":"number"})"};

QByteArray tokenOf(int participant)
{
    constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray claims =
        R"({"iss":"bench","aud":"stateroom","exp":9000000000,"sub":"participant-)" +
        QByteArray::number(100'000 + participant) + R"(","campaign_id":"spring","app_id":"quiz"})";
    const QByteArray text =
        QByteArray(R"({"alg":"HS256","typ":"JWT"})").toBase64(url) + '.' + claims.toBase64(url);
    const QByteArray signature = QMessageAuthenticationCode::hash(
        text, tokenSecret.toByteArray(), QCryptographicHash::Sha256);
    return text + '.' + signature.toBase64(url);
}

} // namespace

CampaignLoad::CampaignLoad(int connections)
    : Workload(participants, connections)
{
    for (int i = 0; i < participants; ++i)
        m_tokens << tokenOf(i);
}

void CampaignLoad::appendCall(QByteArrayView line, QByteArrayView credential, QByteArray& out) const
{
    out.append(line)
        .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ")
        .append(credential)
        .append("\r\n");
}

CampaignFill::CampaignFill()
    : CampaignLoad(1)
{
}

bool CampaignFill::appendRequest(int, QByteArray& out)
{
    constexpr int variables = int(std::size(definitions));
    const int next = m_next++;
    if (next < variables) {
        appendCall("POST /v1/campaigns/spring/variables:define", campaignKey, out);
        appendBody(definitions[next], out);
        return true;
    }
    if (next - variables == participants)
        return false;
    appendCall("POST /v1/runtime/state:mutate", token(next - variables), out);
    appendBody(
        R"({"ops":[{"path":"state.user.loyalty_points","op":"set","value":1200},)"
        R"({"path":"state.user.daily_attempts","op":"set","value":1},)"
        R"({"path":"state.campaign.tier","op":"set","value":"silver"},)"
        R"({"path":"state.app.round_score","op":"set","value":35}]})",
        out);
    return true;
}

bool CampaignFill::accept(int, int status, QByteArrayView)
{
    return status == 200;
}

bool StateLoad::appendRequest(int connection, QByteArray& out)
{
    appendCall("GET /v1/runtime/state", randomToken(connection), out);
    out.append("\r\n");
    return true;
}

bool StateLoad::accept(int, int status, QByteArrayView body)
{
    return status == 200 && body.startsWith(R"({"state":{"user":{"loyalty_points":1200,)");
}

MutateLoad::MutateLoad(int connections, Spread spread)
    : CampaignLoad(connections)
    , m_body(
          spread == Spread::OneVariable
              ? R"({"ops":[{"path":"state.user.loyalty_points","op":"inc","value":50},)"
                R"({"path":"state.user.loyalty_points","op":"dec","value":20},)"
                R"({"path":"state.user.loyalty_points","op":"inc","value":1}]})"
              : R"({"ops":[{"path":"state.user.loyalty_points","op":"inc","value":50},)"
                R"({"path":"state.app.round_score","op":"set","value":0},)"
                R"({"path":"state.campaign.tier","op":"set","value":"gold"}]})")
{
}

bool MutateLoad::appendRequest(int connection, QByteArray& out)
{
    appendCall("POST /v1/runtime/state:mutate", randomToken(connection), out);
    appendBody(m_body, out);
    return true;
}

bool MutateLoad::accept(int, int status, QByteArrayView body)
{
    return status == 200 && body.startsWith(R"({"status":"applied","mutations":[{)");
}

} // namespace bench
