// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"
#include "core/store/store.h"

#include <QDir>

#include <atomic>

namespace stateroom {

/// What the parts of one open store share. Thread-safe.
class StoreState {
public:
    StoreState(StoreOptions options, QString directory)
        : m_options(std::move(options))
        , m_directory(std::move(directory))
    {
    }
    Q_DISABLE_COPY_MOVE(StoreState)

    const StoreOptions& options() const { return m_options; }
    const QString& directory() const { return m_directory; }
    QString databasePath() const { return m_directory + QLatin1StringView("/stateroom.db"); }

    /// The wall clock, but never going back: neither behind what it once said nor behind a commit.
    Timestamp now() { return raise(m_options.clock->now()); }
    Timestamp raise(Timestamp atLeast)
    {
        qint64 seen = m_latest.load(std::memory_order_relaxed);
        while (seen < atLeast.value() &&
               !m_latest.compare_exchange_weak(seen, atLeast.value(), std::memory_order_relaxed)) {
        }
        return Timestamp(std::max(seen, atLeast.value()));
    }

    /// Moves with each commit, after it is visible and before anybody is told of it: a Reader
    /// whose snapshot bears an older count takes a new one.
    quint64 commitCount() const { return m_commitCount.load(std::memory_order_acquire); }
    void countCommit() { m_commitCount.fetch_add(1, std::memory_order_release); }

    StoreHealth health() const
    {
        const Lock lock(m_healthMutex);
        return m_health;
    }
    /// The store may not be written any more. The first reason stays.
    void declareUnwritable(Error reason)
    {
        const Lock lock(m_healthMutex);
        if (m_health.writable)
            m_health = {false, std::move(reason)};
    }

    std::atomic<qint64> transactions{0};
    std::atomic<qint64> changes{0};
    std::atomic<qint64> commits{0};

private:
    const StoreOptions m_options;
    const QString m_directory;
    std::atomic<qint64> m_latest{0};
    std::atomic<quint64> m_commitCount{0};
    mutable Mutex m_healthMutex;
    StoreHealth m_health GUARDED_BY(m_healthMutex);
};

} // namespace stateroom
