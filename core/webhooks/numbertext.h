// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom::webhooks {

/// The number as JSON.stringify() of JavaScript writes it, byte for byte: the fewest digits that
/// tell it from its neighbours, an exponent for the very large and the very small; `null` for what
/// is not finite.
QByteArray numberText(double value);

} // namespace stateroom::webhooks
