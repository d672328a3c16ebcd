// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/quantity.h"

#include <QtNumeric>

#include <array>
#include <charconv>
#include <cmath>

namespace stateroom::campaign {

std::optional<Quantity> Quantity::from(const JsonView& json)
{
    if (const auto whole = json.toInt64())
        return Quantity(*whole);
    const auto number = json.toDouble();
    if (!number)
        return std::nullopt;
    return from(*number);
}

/// A double that is whole becomes a whole number: 0.5 + 0.5 is 1.
std::optional<Quantity> Quantity::from(double number)
{
    constexpr double limit = 9223372036854775808.0; // 2^63; -2^63 as a double may have been rounded
    if (!(number > -limit && number < limit))
        return std::nullopt;
    if (std::trunc(number) == number)
        return Quantity(qint64(number));
    return Quantity(number);
}

double Quantity::toDouble() const
{
    if (const auto* whole = std::get_if<qint64>(&m_value))
        return double(*whole);
    return std::get<double>(m_value);
}

std::optional<Quantity> Quantity::plus(const Quantity& other) const
{
    const auto* a = std::get_if<qint64>(&m_value);
    const auto* b = std::get_if<qint64>(&other.m_value);
    if (!a || !b)
        return from(toDouble() + other.toDouble());
    qint64 sum = 0;
    if (qAddOverflow(*a, *b, &sum))
        return std::nullopt;
    return Quantity(sum);
}

std::optional<Quantity> Quantity::minus(const Quantity& other) const
{
    const auto* a = std::get_if<qint64>(&m_value);
    const auto* b = std::get_if<qint64>(&other.m_value);
    if (!a || !b)
        return from(toDouble() - other.toDouble());
    qint64 difference = 0;
    if (qSubOverflow(*a, *b, &difference))
        return std::nullopt;
    return Quantity(difference);
}

JsonText Quantity::toJson() const
{
    if (const auto* whole = std::get_if<qint64>(&m_value))
        return JsonText::fromNumber(*whole);
    std::array<char, 32> text;
    const char* end =
        std::to_chars(text.data(), text.data() + text.size(), std::get<double>(m_value)).ptr;
    return JsonText::fromValidated(QByteArray(text.data(), end - text.data()));
}

} // namespace stateroom::campaign
