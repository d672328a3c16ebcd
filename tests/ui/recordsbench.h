// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

namespace stateroom::ui {

/// Fills a store with agents, opens it again and tells how the window's table of them bears it.
void measureRecords(const StoreOptions& options, int records);

} // namespace stateroom::ui
