// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"

#include <optional>
#include <variant>

namespace stateroom::campaign {

/// The value of a number variable: a whole number of 64 bits, exact, or a double that is not
/// whole. Never NaN or infinite, and always within -2^63 to 2^63 - 1; each value has one form.
class Quantity {
public:
    Quantity() = default;

    /// A JSON number of any spelling (`3`, `3.0`, `30e-1` are the same); nothing when it is no
    /// number or beyond the range.
    static std::optional<Quantity> from(const JsonView& json);

    /// Exact where both are whole; nothing when the result is beyond the range.
    std::optional<Quantity> plus(const Quantity& other) const;
    std::optional<Quantity> minus(const Quantity& other) const;

    /// `3`, `0.1`: digits alone where it is whole, else the shortest text that is this double.
    JsonText toJson() const;

    friend bool operator==(const Quantity&, const Quantity&) = default;

private:
    explicit Quantity(std::variant<qint64, double> value)
        : m_value(value)
    {
    }
    static std::optional<Quantity> from(double number);
    double toDouble() const;

    std::variant<qint64, double> m_value = qint64(0);
};

} // namespace stateroom::campaign
