// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/store.h"

namespace stateroom::ui {

/// Fills the business API's collections with what a shop's agents may have done in an afternoon.
void writeRecordSample(Store& store, ManualClock& clock);

} // namespace stateroom::ui
