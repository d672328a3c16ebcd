// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"

#include <chrono>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace stateroom {

/// Work for worker threads, in order. Standard-library parts only, so that ThreadSanitizer sees it
/// all. The stop flag lives under the queue's mutex: what was accepted is always handed out,
/// what comes after close() is always refused.
template <class Item> class WorkQueue {
public:
    /// False, and the item is untouched, once the queue is closed.
    bool push(Item&& item)
    {
        {
            const Lock lock(m_mutex);
            if (m_closed)
                return false;
            m_items.push_back(std::move(item));
        }
        m_ready.notifyOne();
        return true;
    }

    /// Waits for items and takes at most `most` of them. Nothing when the wait is over first (an
    /// empty vector), or when the queue is closed and empty (nullopt: the worker may go).
    std::optional<std::vector<Item>> take(size_t most, std::chrono::milliseconds wait)
    {
        Lock lock(m_mutex);
        const auto until = std::chrono::steady_clock::now() + wait;
        while (!m_closed && m_items.empty() && m_ready.waitUntil(lock, until)) {
        }
        if (m_items.empty() && m_closed)
            return std::nullopt;
        std::vector<Item> taken;
        taken.reserve(std::min(most, m_items.size()));
        while (!m_items.empty() && taken.size() < most) {
            taken.push_back(std::move(m_items.front()));
            m_items.pop_front();
        }
        return taken;
    }

    void close()
    {
        {
            const Lock lock(m_mutex);
            m_closed = true;
        }
        m_ready.notifyAll();
    }

    bool isClosed() const
    {
        const Lock lock(m_mutex);
        return m_closed;
    }

private:
    mutable Mutex m_mutex;
    Condition m_ready;
    std::deque<Item> m_items GUARDED_BY(m_mutex);
    bool m_closed GUARDED_BY(m_mutex) = false;
};

} // namespace stateroom
