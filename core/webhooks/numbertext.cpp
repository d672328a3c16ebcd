// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/numbertext.h"

#include <QLocale>

#include <cmath>

namespace stateroom::webhooks {

namespace {

/// JavaScript writes numbers below 10 to this power without an exponent.
constexpr int plainPower = 21;
/// And those above 10 to minus this one.
constexpr int plainFraction = 6;

} // namespace

// ECMAScript, Number::toString.
QByteArray numberText(double value)
{
    if (!std::isfinite(value))
        return "null";
    if (value == 0)
        return "0";
    const QByteArray shortest =
        QByteArray::number(std::abs(value), 'e', QLocale::FloatingPointShortest);
    const qsizetype mark = shortest.indexOf('e');
    QByteArray digits = shortest.first(mark);
    digits.replace(".", "");
    while (digits.size() > 1 && digits.back() == '0')
        digits.chop(1);
    const int power = shortest.sliced(mark + 1).toInt();
    const qsizetype point = power + 1; // behind so many digits
    const QByteArray sign = value < 0 ? "-" : "";
    if (power >= plainPower || power < -plainFraction) {
        if (digits.size() > 1)
            digits.insert(1, '.');
        return sign + digits + (power < 0 ? "e-" : "e+") + QByteArray::number(std::abs(power));
    }
    if (point <= 0)
        return sign + "0." + QByteArray(-point, '0') + digits;
    if (point >= digits.size())
        return sign + digits + QByteArray(point - digits.size(), '0');
    return sign + digits.insert(point, '.');
}

} // namespace stateroom::webhooks
