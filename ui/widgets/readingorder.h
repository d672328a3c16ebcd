// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace stateroom::ui {

/// Lets Tab follow the reading order within `root`: of layouts, splitters and stacks, as they stand
/// now. All must be within one window.
void setReadingOrder(QWidget& root);

} // namespace stateroom::ui
