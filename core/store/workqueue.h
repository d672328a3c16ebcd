// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
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
            const std::lock_guard lock(m_mutex);
            if (m_closed)
                return false;
            m_items.push_back(std::move(item));
        }
        m_ready.notify_one();
        return true;
    }

    /// Waits for items and takes at most `most` of them. Nothing when the wait is over first (an
    /// empty vector), or when the queue is closed and empty (nullopt: the worker may go).
    std::optional<std::vector<Item>> take(size_t most, std::chrono::milliseconds wait)
    {
        std::unique_lock lock(m_mutex);
        m_ready.wait_for(lock, wait, [this] { return m_closed || !m_items.empty(); });
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
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_ready.notify_all();
    }

    bool isClosed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<Item> m_items; // guarded by m_mutex
    bool m_closed = false;    // guarded by m_mutex
};

} // namespace stateroom
