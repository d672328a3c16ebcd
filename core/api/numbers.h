// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace stateroom {

/// A whole number that is not negative, in decimal digits alone; nothing when the text is anything
/// else or does not fit.
std::optional<qint64> wholeNumber(QByteArrayView text);
/// The same, but what does not fit is the largest number: for places that may lie beyond an end.
std::optional<qint64> wholeNumberOrMore(QByteArrayView text);

} // namespace stateroom
