// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace stateroom::ui {

/// One JSON text in two layouts: the same but for white space outside of strings, and for the
/// breaks of long lines (longlines.h), which count as line ends. Any thread.

/// For each line of `text` the line of `other` on which that stands which begins it; of an empty
/// line that which follows. Counted from 0.
std::vector<int> linesIn(QByteArrayView text, QByteArrayView other);

/// Where in `other` that stands which stands at this offset of `text`, or behind it.
qsizetype placeIn(QByteArrayView text, qsizetype offset, QByteArrayView other);

} // namespace stateroom::ui
