// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/store.h"

namespace stateroom::ui {

/// Fills a store with what a few programs may have left in it over some days, by moving the clock.
void writeSampleData(Store& store, ManualClock& clock);

/// What programs write while somebody looks: a few changes, a little apart.
void writeSampleChanges(Store& store, ManualClock& clock);

/// A crawl of some jobs, with keys that make a tree, beside all that.
void writeSampleTree(Store& store, ManualClock& clock);

/// Writes one value and waits for it.
void writeValue(Store& store, QByteArrayView space, const QByteArray& key, QByteArrayView json);

void removeValue(Store& store, QByteArrayView space, const QByteArray& key);

} // namespace stateroom::ui
