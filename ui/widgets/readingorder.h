// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace stateroom::ui {

/// Gives the keyboard to what follows, or precedes, in the order in which one reads: within
/// whatever holds several parts, line by line, and on a line from its beginning to its end. So Tab
/// need not be told of parts that are made later, or stand elsewhere in a narrow window. From the
/// last it goes to the first. False when there is nothing to go to. For focusNextPrevChild() of a
/// window.
bool moveFocusByReading(QWidget& window, bool next);

/// A property, for the rare part that is not to be read where it stands: among the parts of one
/// whole those of a lower rank come first. 0 otherwise.
constexpr const char* readingRank = "readingRank";

} // namespace stateroom::ui
