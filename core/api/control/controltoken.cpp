// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/controltoken.h"

#include "core/api/apikey.h"
#include "core/base/ownerfile.h"

namespace stateroom::control {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView prefix = "ctl_";
constexpr qsizetype textSize = 4 + 43; // 256 bits in base64url

} // namespace

ControlToken::ControlToken(QByteArrayView text)
    : m_hash(hashOfKeyText(text))
{
}

Result<ControlToken> ControlToken::open(const QString& file)
{
    auto text = readOwnerFile(file);
    if (!text)
        return failureOf(text);
    if (text->isEmpty()) {
        const QByteArray made = makeSecretText(prefix);
        if (auto written = writeOwnerFile(file, made + '\n'); !written)
            return failureOf(written);
        return ControlToken(made);
    }
    const QByteArray token = text->trimmed();
    if (!token.startsWith(prefix) || token.size() != textSize)
        return fail(
            ErrorCode::DamagedFile, file + u" does not hold a control token."_s,
            u"Remove it: the next start makes another."_s);
    return ControlToken(token);
}

bool ControlToken::matches(QByteArrayView text) const
{
    return equalInConstantTime(hashOfKeyText(text), m_hash);
}

} // namespace stateroom::control
