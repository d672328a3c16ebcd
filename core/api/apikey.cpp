// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/apikey.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

namespace stateroom {

QByteArray apiName(ApiKind api)
{
    switch (api) {
    case ApiKind::Integration:
        return QByteArrayLiteral("integration");
    case ApiKind::Workflow:
        return QByteArrayLiteral("workflow");
    case ApiKind::Campaign:
        return QByteArrayLiteral("campaign");
    case ApiKind::Business:
        return QByteArrayLiteral("business");
    }
    Q_UNREACHABLE();
}

std::optional<ApiKind> apiFromName(QByteArrayView name)
{
    for (const ApiKind api : allApiKinds) {
        if (apiName(api) == name)
            return api;
    }
    return std::nullopt;
}

QByteArray keyPrefix(ApiKind api)
{
    switch (api) {
    case ApiKind::Integration:
        return "int_";
    case ApiKind::Workflow:
        return "wfl_";
    case ApiKind::Campaign:
        return "cmp_";
    case ApiKind::Business:
        return "biz_";
    }
    Q_UNREACHABLE();
}

bool ApiKey::covers(QByteArrayView resource, QByteArrayView type) const
{
    if (resources.isEmpty())
        return true;
    return std::any_of(resources.begin(), resources.end(), [&](const QByteArray& open) {
        return resource == open || (!type.isEmpty() && type == open);
    });
}

QByteArray makeSecretText(QByteArrayView prefix)
{
    quint32 bits[8];
    QRandomGenerator::system()->fillRange(bits);
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(bits), sizeof bits);
    return prefix.toByteArray() +
           bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray makeKeyText(ApiKind api)
{
    return makeSecretText(keyPrefix(api));
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(uchar(a[i]) ^ uchar(b[i]));
    return difference == 0;
}

QByteArray hashOfKeyText(QByteArrayView text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

QByteArray makeKeyId(const QByteArray& hash)
{
    return "key_" + hash.toHex().first(20);
}

} // namespace stateroom
