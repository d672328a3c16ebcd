// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace stateroom {

/// A JSON number, exact: digits times a power of ten, the digits without zeros at either end.
/// Looks into the text, which must live as long.
struct Decimal {
    bool negative = false; ///< never of the number zero but as it is written: `-0`
    QByteArrayView digits; ///< may have a '.' among them
    qint64 count = 0;      ///< of the digits; 0 for the number zero
    qint64 exponent = 0;   ///< of the last digit; beyond some 10^16 it is not told apart

    /// Whether no other number is taken for it.
    bool isToldApart() const
    {
        constexpr qint64 most = 10'000'000'000'000'000;
        return count == 0 || (exponent >= -most && exponent <= most);
    }
    /// `json` must be a valid JSON number.
    static Decimal of(QByteArrayView json);
};

} // namespace stateroom
