// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

namespace stateroom::ui {

/// Whom changes that are made in the window name.
inline Attribution byWindow()
{
    return {{}, "window"};
}

} // namespace stateroom::ui
