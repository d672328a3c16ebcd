// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/completion.h"
#include "core/store/reader.h"
#include "core/store/workqueue.h"

#include <thread>
#include <vector>

namespace stateroom {

class StoreState;

/// A few threads with a Reader each, for reads that would hold up whoever asks.
class ReadPool {
public:
    struct Item {
        std::function<Result<void>(Reader&)> work;
        Completion<std::monostate> completion;
    };

    ReadPool(StoreState& state, int threads);
    ~ReadPool();
    Q_DISABLE_COPY_MOVE(ReadPool)

    /// False, and the item is untouched, after stop().
    bool enqueue(Item&& item) { return m_queue.push(std::move(item)); }
    /// Runs what has been accepted, then ends the threads.
    void stop();

private:
    void run();

    StoreState& m_state;
    WorkQueue<Item> m_queue;
    std::vector<std::thread> m_threads;
};

} // namespace stateroom
