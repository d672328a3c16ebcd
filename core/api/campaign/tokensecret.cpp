// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/tokensecret.h"

#include "core/base/ownerfile.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>

namespace stateroom::campaign {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype digits = 64;

bool isSecret(const QByteArray& text)
{
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

QByteArray makeSecret()
{
    quint32 bits[8];
    QRandomGenerator::system()->fillRange(bits);
    return QByteArray::fromRawData(reinterpret_cast<const char*>(bits), sizeof bits).toHex();
}

} // namespace

Result<QByteArray> tokenSecret(const QString& path)
{
    if (!QFile::exists(path)) {
        const QByteArray made = makeSecret();
        if (auto written = writeOwnerFile(path, made + '\n'); !written)
            return failureOf(written);
        return made;
    }
    auto text = readOwnerFile(path);
    if (!text)
        return failureOf(text);
    QByteArray secret = text->trimmed();
    if (!isSecret(secret))
        return fail(
            ErrorCode::DamagedFile, path + u" does not hold a signing secret."_s,
            u"Move it away for a new one: tokens that were made with the old one end."_s);
    return secret;
}

} // namespace stateroom::campaign
