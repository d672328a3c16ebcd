// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom {

/// Control characters and bytes that are not ASCII as `\xNN`, so that a line stays a line.
QByteArray printable(const QByteArray& text);

} // namespace stateroom
