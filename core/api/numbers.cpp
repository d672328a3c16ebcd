// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/numbers.h"

#include <algorithm>
#include <charconv>
#include <limits>

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

std::optional<qint64> wholeNumberOrMore(QByteArrayView text)
{
    const bool isDigits = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
    if (!isDigits)
        return std::nullopt;
    return wholeNumber(text).value_or(std::numeric_limits<qint64>::max());
}

} // namespace stateroom
