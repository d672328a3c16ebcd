// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/numbers.h"

#include <charconv>

namespace stateroom {

std::optional<qint64> wholeNumber(QByteArrayView text)
{
    // from_chars would take a minus sign.
    if (text.isEmpty() || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace stateroom
