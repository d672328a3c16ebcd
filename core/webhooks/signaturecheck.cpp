// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/signaturecheck.h"

#include "core/webhooks/signature.h"

#include <algorithm>

namespace stateroom::webhooks {

namespace {

/// What a request claims: that one of these is the digest of that message.
struct Claim {
    QByteArray message;
    QByteArray secret;
    QByteArrayList digests = {}; ///< lower-case hex
};

/// One sender's way to sign.
struct Scheme {
    const char* field;
    Claim (*read)(
        const Headers& headers, QByteArrayView value, const QByteArray& body,
        const QByteArray& secret);
};

QByteArray fieldOf(const Headers& headers, QByteArrayView name)
{
    return headers.first(name).value_or(QByteArrayView()).toByteArray();
}

QByteArray hexOfBase64(QByteArrayView base64)
{
    return QByteArray::fromBase64(base64.toByteArray()).toHex();
}

/// The rest behind a prefix; empty when it does not begin so.
QByteArray behind(QByteArrayView text, QByteArrayView prefix)
{
    return text.startsWith(prefix) ? text.sliced(prefix.size()).toByteArray() : QByteArray();
}

Claim readPlain(
    const Headers&, QByteArrayView value, const QByteArray& body, const QByteArray& secret)
{
    return {body, secret, {value.toByteArray()}};
}

Claim readGitHub(
    const Headers&, QByteArrayView value, const QByteArray& body, const QByteArray& secret)
{
    return {body, secret, {behind(value, "sha256=")}};
}

/// `t=1700000000,v1=…,v1=…`
Claim readStripe(
    const Headers&, QByteArrayView value, const QByteArray& body, const QByteArray& secret)
{
    Claim claim{{}, secret};
    for (const QByteArray& part : value.toByteArray().split(',')) {
        if (const QByteArray time = behind(part.trimmed(), "t="); !time.isEmpty())
            claim.message = time + '.' + body;
        if (const QByteArray digest = behind(part.trimmed(), "v1="); !digest.isEmpty())
            claim.digests << digest;
    }
    return claim;
}

Claim readShopify(
    const Headers&, QByteArrayView value, const QByteArray& body, const QByteArray& secret)
{
    return {body, secret, {hexOfBase64(value)}};
}

Claim readSlack(
    const Headers& headers, QByteArrayView value, const QByteArray& body, const QByteArray& secret)
{
    const QByteArray time = fieldOf(headers, "X-Slack-Request-Timestamp");
    return {"v0:" + time + ':' + body, secret, {behind(value, "v0=")}};
}

/// `v1,base64 v1,base64`; the secret is base64 behind its prefix.
Claim readStandard(
    const Headers& headers, QByteArrayView value, const QByteArray& body, const QByteArray& secret)
{
    const QByteArray id = fieldOf(headers, "webhook-id");
    const QByteArray time = fieldOf(headers, "webhook-timestamp");
    const QByteArray encoded = behind(secret, "whsec_");
    Claim claim{
        id + '.' + time + '.' + body, encoded.isEmpty() ? secret : QByteArray::fromBase64(encoded)};
    for (const QByteArray& part : value.toByteArray().split(' '))
        if (const QByteArray digest = behind(part, "v1,"); !digest.isEmpty())
            claim.digests << hexOfBase64(digest);
    return claim;
}

constexpr Scheme schemes[] = {
    {"x-stateset-signature", readPlain}, {"X-Hub-Signature-256", readGitHub},
    {"Stripe-Signature", readStripe},    {"X-Shopify-Hmac-Sha256", readShopify},
    {"X-Slack-Signature", readSlack},    {"webhook-signature", readStandard},
};

} // namespace

SignatureCheck
checkSignature(const Headers& headers, const QByteArray& body, const QByteArray& secret)
{
    const auto scheme =
        std::find_if(std::begin(schemes), std::end(schemes), [&headers](const Scheme& each) {
            return headers.contains(each.field);
        });
    if (scheme == std::end(schemes))
        return {};
    SignatureCheck check{SignatureVerdict::Unchecked, scheme->field};
    if (secret.isEmpty())
        return check;
    const Claim claim = scheme->read(headers, headers.first(scheme->field).value(), body, secret);
    const bool isValid =
        std::any_of(claim.digests.begin(), claim.digests.end(), [&claim](const QByteArray& digest) {
            return verify(claim.secret, claim.message, digest);
        });
    check.verdict = isValid ? SignatureVerdict::Valid : SignatureVerdict::Invalid;
    return check;
}

} // namespace stateroom::webhooks
