// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/api/plan.h"
#include "core/base/mutex.h"

#include <atomic>
#include <unordered_map>

namespace stateroom::business {

/// Where a key stands in the one of its windows that is nearer the end of its quota.
struct RateStanding {
    bool admitted = true;
    quint32 limit = 0;
    quint32 remaining = 0;
    qint64 reset = 0;      ///< when the window ends, in seconds since 1970
    qint64 retryAfter = 0; ///< seconds until a call is admitted again; 0 while one would be

    friend bool operator==(const RateStanding&, const RateStanding&) = default;
};

/// Counts the calls of each key in windows of one minute and of one day, which begin with those of
/// UTC. Exact: of calls that many threads count at once, as many are admitted as the plan allows.
/// What is not admitted counts, too. Thread-safe; counting takes no lock.
class RateLimiter {
public:
    /// One key's calls.
    class Counter {
    public:
        /// Counts one call and judges it. A `now` before that of another call counts as that one's.
        RateStanding take(const Plan& plan, Timestamp now);
        /// The same without counting: where the call that came last stands.
        RateStanding look(const Plan& plan, Timestamp now) const;

    private:
        friend class RateLimiter;
        /// The number of a window since 1970 above, the calls in it below, so that both change as
        /// one.
        using Cell = std::atomic<quint64>;
        static quint64 count(Cell& cell, quint32 window);
        static quint64 current(const Cell& cell, quint32 window);

        Cell m_minute = 0;
        Cell m_day = 0;
    };
    using CounterPtr = std::shared_ptr<Counter>;

    /// The key's counter: always the same one, good for as long as it is held.
    CounterPtr counterOf(const ApiKey& key);

    /// All counters as a JSON object, `{"key_…":[minute,calls,day,calls]}`. Those of keys that were
    /// given for this run alone, too, by their ids: a part of the hash, as it stands in the log.
    QByteArray save() const;
    /// Goes on from what was saved. Windows that are over, or that have not begun, count as none;
    /// so does what cannot be read.
    void load(const QByteArray& saved, Timestamp now);

private:
    mutable Mutex m_mutex; // for the table alone
    std::unordered_map<QByteArray, CounterPtr> m_counters GUARDED_BY(m_mutex);
};

} // namespace stateroom::business
