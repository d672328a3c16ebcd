// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom::ui {

/// The grid: everything stands on multiples of 4 pixels.
namespace metrics {
constexpr int gap4 = 4;
constexpr int gap8 = 8;
constexpr int gap12 = 12;
constexpr int gap16 = 16;
constexpr int gap24 = 24;
constexpr int controlHeight = 28;
constexpr int rowHeight = 26;
constexpr int headerHeight = 44; ///< of a column: its title and its button
constexpr int iconSize = 16;
} // namespace metrics

} // namespace stateroom::ui
