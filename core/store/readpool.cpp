// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/readpool.h"

#include "core/store/readerprivate.h"

namespace stateroom {

ReadPool::ReadPool(StoreState& state, int threads)
    : m_state(state)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

ReadPool::~ReadPool()
{
    stop();
}

void ReadPool::stop()
{
    m_queue.close();
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

void ReadPool::run()
{
    std::unique_ptr<Reader> reader;
    const auto runOne = [&](Item& item) -> Result<void> {
        // Opened at the first need, and again if that failed.
        if (!reader) {
            auto opened = Reader::Private::open(m_state);
            if (!opened)
                return failureOf(opened);
            reader = std::move(*opened);
        }
        auto snapshot = reader->hold();
        if (!snapshot)
            return failureOf(snapshot);
        return item.work(*reader);
    };
    while (auto items = m_queue.take(1, std::chrono::hours(1))) {
        for (Item& item : *items) {
            if (item.completion.isAbandoned())
                continue;
            auto ran = runOne(item);
            if (!ran)
                item.completion.complete(failureOf(ran));
            else
                item.completion.complete(std::monostate{});
        }
    }
}

} // namespace stateroom
