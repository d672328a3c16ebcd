// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/requestlog.h"

#include <algorithm>

namespace stateroom {

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
