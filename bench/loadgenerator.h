// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/histogram.h"
#include "bench/workload.h"

#include <QString>

namespace bench {

struct LoadOptions {
    quint16 port = 0;
    int connections = 32;
    int pipeline = 1;    ///< requests under way on each connection
    double seconds = 0;  ///< 0: until the workload has no more
    bool sleeps = false; ///< waits in the kernel at once, rather than ask again for a moment
    double warmUp = 0.2; ///< seconds that are not counted
};

struct LoadResult {
    qint64 requests = 0;    ///< answered within the time that counts
    qint64 allRequests = 0; ///< with those of the warm-up and the end
    double seconds = 0;
    Histogram latency;
    qint64 errors = 0;
    QString firstError;

    double perSecond() const { return seconds > 0 ? double(requests) / seconds : 0; }
};

/// Sends a workload over keep-alive connections from the calling thread, each connection sending
/// its next request when it has the answer. Any answer that the workload does not accept, and any
/// connection that breaks, is an error.
LoadResult runLoad(Workload& workload, const LoadOptions& options);

} // namespace bench
