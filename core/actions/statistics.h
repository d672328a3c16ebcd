// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <functional>

namespace stateroom {

/// What a store holds and does, at one moment. Stateroom's own namespaces are not counted.
struct StoreStatistics {
    qint64 namespaces = 0;
    qint64 keys = 0;
    LogPosition log;
    qint64 fileBytes = 0;
    qint64 walBytes = 0; ///< of the write-ahead log beside it
    StoreCounters counters;
    StoreHealth health;
};

void readStatistics(
    Store& store, QObject* context, std::function<void(Result<StoreStatistics>)> done);

/// What this process has in memory, in bytes; 0 where that cannot be told.
qint64 residentMemory();

} // namespace stateroom
