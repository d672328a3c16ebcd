// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/jwt.h"

#include "core/api/apikey.h"
#include "core/json/jsonview.h"

#include <QByteArrayList>
#include <QMessageAuthenticationCode>

#include <Poco/JSON/Parser.h>
#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>

namespace stateroom::campaign {

using namespace Qt::StringLiterals;

namespace {

constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
/// Tokens nest nothing.
constexpr JsonLimits partLimits{.maxBytes = 16 * 1024, .maxDepth = 16};

/// Before the library sees it: it compares signatures as it compares any bytes, and the time that
/// takes would lead a forger from byte to byte. So it is given none that has not passed here.
bool hasRightSignature(const QByteArray& secret, const QByteArray& token)
{
    const qsizetype dot = token.lastIndexOf('.');
    if (dot < 0)
        return false;
    const QByteArray expected =
        QMessageAuthenticationCode::hash(token.first(dot), secret, QCryptographicHash::Sha256);
    return equalInConstantTime(token.sliced(dot + 1), expected.toBase64(base64Url));
}

std::optional<JsonText> part(const QByteArray& encoded)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        encoded, base64Url | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    auto text = JsonText::parse(*decoded, partLimits);
    if (!text || text->type() != JsonType::Object)
        return std::nullopt;
    return std::move(*text);
}

} // namespace

Result<QByteArray> signJwt(const QByteArray& secret, const JsonText& claims)
{
    try {
        Poco::JWT::Token token;
        token.setType("JWT");
        Poco::JSON::Parser parser;
        token.payload() =
            *parser.parse(claims.bytes().toStdString()).extract<Poco::JSON::Object::Ptr>();
        return QByteArray::fromStdString(
            Poco::JWT::Signer(secret.toStdString()).sign(token, Poco::JWT::Signer::ALGO_HS256));
    } catch (const std::exception& error) {
        return fail(
            ErrorCode::Internal,
            u"The token could not be signed: "_s + QString::fromUtf8(error.what()));
    }
}

std::optional<JsonText> verifyJwt(const QByteArray& secret, const QByteArray& token)
{
    if (!hasRightSignature(secret, token))
        return std::nullopt;
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const auto header = part(parts[0]);
    auto claims = part(parts[1]);
    // RFC 7515, section 4.1.11: who does not know an extension that is critical must refuse.
    if (!header || !claims || JsonView(*header).member("crit"))
        return std::nullopt;
    try {
        Poco::JWT::Token known;
        Poco::JWT::Signer judge(secret.toStdString());
        judge.setAlgorithms({Poco::JWT::Signer::ALGO_HS256});
        if (!judge.tryVerify(token.toStdString(), known))
            return std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
    return claims;
}

} // namespace stateroom::campaign
