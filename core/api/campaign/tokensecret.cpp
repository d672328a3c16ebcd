// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/tokensecret.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>

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

Result<QByteArray> readSecret(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            ErrorCode::StorageFailed, u"Cannot read %1: %2."_s.arg(path, file.errorString()));
    QByteArray text = file.read(digits + 2).trimmed();
    if (!isSecret(text))
        return fail(
            ErrorCode::DamagedFile, path + u" does not hold a signing secret."_s,
            u"Move it away for a new one: tokens that were made with the old one end."_s);
    return text;
}

} // namespace

Result<QByteArray> tokenSecret(const QString& path)
{
    if (QFile::exists(path))
        return readSecret(path);
    QByteArray secret = makeSecret();
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
                         // Before there is anything to read in it.
                         && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         // commit() keeps what it failed to flush by itself (Qt 6.4).
                         file.write(secret + '\n') > 0 && file.flush() && file.commit();
    if (!written)
        return fail(
            ErrorCode::StorageFailed, u"Cannot write %1: %2."_s.arg(path, file.errorString()));
    return secret;
}

} // namespace stateroom::campaign
