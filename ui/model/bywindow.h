// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

namespace stateroom::ui {

/// Whom changes that are made in the window name.
inline Attribution byWindow()
{
    return {{}, "window"};
}

/// Whether that is so of a change: no request made it.
inline bool isByWindow(const Attribution& by)
{
    return by.keyId.isEmpty() && by.requestId == byWindow().requestId;
}

} // namespace stateroom::ui
