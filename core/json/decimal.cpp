// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/decimal.h"

#include <algorithm>
#include <limits>

namespace stateroom {

namespace {

/// The exponent as written, or one so large in size that no count of digits makes up for it.
qint64 parseExponent(QByteArrayView text)
{
    constexpr qint64 beyond = std::numeric_limits<qint64>::max() / 100;
    const bool negative = text.startsWith('-');
    qint64 value = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            value = std::min(value * 10 + (c - '0'), beyond);
    }
    return negative ? -value : value;
}

} // namespace

Decimal Decimal::of(QByteArrayView json)
{
    Decimal number;
    number.negative = json.startsWith('-');
    const char* const begin = json.begin() + (number.negative ? 1 : 0);
    const char* const mantissaEnd =
        std::find_if(begin, json.end(), [](char c) { return c == 'e' || c == 'E'; });
    const char* const point = std::find(begin, mantissaEnd, '.');
    const auto isNonZero = [](char c) { return c >= '1' && c <= '9'; };
    const char* const first = std::find_if(begin, mantissaEnd, isNonZero);
    if (first == mantissaEnd)
        return number;
    const char* last = mantissaEnd - 1;
    while (!isNonZero(*last))
        --last;
    number.digits = QByteArrayView(first, last + 1);
    const bool pointWithin = point > first && point < last;
    number.count = number.digits.size() - (pointWithin ? 1 : 0);
    number.exponent = last < point ? point - last - 1 : point - last;
    if (mantissaEnd != json.end())
        number.exponent += parseExponent(QByteArrayView(mantissaEnd + 1, json.end()));
    return number;
}

} // namespace stateroom
