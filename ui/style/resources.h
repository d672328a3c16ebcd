// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom::ui {

/// Makes icons and style sheet known to Qt: a static library's resources do not do it themselves.
void initStyleResources();

} // namespace stateroom::ui
