// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom::ui {

// The editor's marks of lines, as Scintilla numbers them.
constexpr int openMarker = 1;   ///< what begins here can be folded
constexpr int closedMarker = 2; ///< what begins here is folded
/// Each line mark has a ground, in no margin's mask, and a sign in the sign margin.
constexpr int groundMarker = 10;
constexpr int signMarker = 14;

} // namespace stateroom::ui
