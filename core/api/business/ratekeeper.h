// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/ratelimiter.h"

#include <QString>

#include <thread>

namespace stateroom::business {

/// Writes down how often keys have called, each second in a thread of its own and at the end, so
/// that a restart grants nothing anew: a kill forgets the last second at most.
class RateKeeper {
public:
    /// Goes on from what `file` tells; `limiter` must outlive the object. A file that cannot be
    /// read counts as none, and one that cannot be written is tried again.
    RateKeeper(RateLimiter& limiter, QString file, Timestamp now);
    ~RateKeeper();
    Q_DISABLE_COPY_MOVE(RateKeeper)

private:
    void run();
    void end();
    void save();

    RateLimiter& m_limiter;
    const QString m_file;
    QByteArray m_saved; // the constructor's, then the thread's
    Mutex m_mutex;
    Condition m_wakeUp;
    bool m_isEnding GUARDED_BY(m_mutex) = false;
    std::thread m_thread;
};

} // namespace stateroom::business
