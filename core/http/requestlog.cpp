// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestlog.h"

#include "core/http/targetparser.h"
#include "core/http/types.h"

#include <algorithm>

namespace stateroom {

namespace {

bool isSecret(QByteArrayView rawName)
{
    // A name may be written with escapes; one that cannot be decoded reaches no handler.
    const auto name = percentDecode(rawName, PlusSign::Space);
    return name && (equalsIgnoringCase(*name, "api_key") || equalsIgnoringCase(*name, "token") ||
                    equalsIgnoringCase(*name, "access_token"));
}

} // namespace

QByteArray maskSecrets(const QByteArray& target)
{
    const qsizetype question = target.indexOf('?');
    if (question < 0)
        return target;
    QByteArray masked = target.first(question + 1);
    QByteArrayView rest = QByteArrayView(target).sliced(question + 1);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf('&');
        const QByteArrayView item = end < 0 ? rest : rest.first(end);
        const qsizetype equals = item.indexOf('=');
        if (equals >= 0 && isSecret(item.first(equals)))
            masked.append(item.first(equals + 1)).append("***");
        else
            masked.append(item);
        if (end >= 0)
            masked.append('&');
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    }
    return masked;
}

QByteArray printable(const QByteArray& text)
{
    const auto isPlain = [](char c) { return c >= 0x20 && c < 0x7f && c != '\\'; };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return text;
    QByteArray escaped;
    for (const char c : text) {
        if (isPlain(c))
            escaped.append(c);
        else
            escaped.append("\\x").append(QByteArray(1, c).toHex());
    }
    return escaped;
}

} // namespace stateroom
