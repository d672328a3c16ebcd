// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/histogram.h"

#include <QString>

namespace bench {

struct WatchOptions {
    quint16 port = 0;
    int watchers = 100;
    int writesPerSecond = 200;
    double seconds = 5;
};

struct WatchResult {
    Histogram latency; ///< from sending a write to receiving its event, for each watcher
    qint64 writes = 0;
    qint64 events = 0; ///< received; right when it is writes * watchers
    QString error;
};

/// Lets many event streams watch one key while it is written at a steady rate.
WatchResult runWatchers(const WatchOptions& options);

} // namespace bench
