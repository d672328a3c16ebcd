// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/compactor.h"
#include "core/store/completion.h"
#include "core/store/ledger.h"
#include "core/store/transaction.h"
#include "core/store/workqueue.h"

#include <deque>
#include <thread>

namespace stateroom {

/// The one thread that writes. It takes all that waits, runs each piece in one SQL transaction,
/// commits once, and then tells the feed and everyone who asked.
class Writer {
public:
    struct Item {
        Attribution by;
        /// Whether there is more to do; only bulk work is run again.
        std::function<Result<bool>(Transaction&)> step;
        /// Set for bulk work; 0 until its first change.
        std::optional<OperationId> operation;
        Completion<OperationId> completion;
    };

    /// What the writer tells, on its own thread, after a commit.
    struct Hooks {
        std::function<void(qint64 bytes)> committed;
    };

    Writer(StoreState& state, ChangeFeed& feed, Hooks hooks);
    ~Writer();
    Q_DISABLE_COPY_MOVE(Writer)

    /// Opens the file for writing and starts the thread.
    Result<void> start();
    /// Commits what has been accepted, then ends the thread.
    void stop();

    /// False, and the item is untouched, after stop().
    bool enqueue(Item&& item) { return m_queue.push(std::move(item)); }
    /// As Store::maintain; waits.
    Result<void> maintain();

private:
    void run();
    std::chrono::milliseconds waitTime();
    void setBulkAside(std::vector<Item>& items);
    void runBulkSlice();
    void runBatch(std::vector<Item>& items);
    Result<bool> runUnit(Item& item);
    enum class Tried {
        Committed,
        UnitFailed, ///< one failed after it had written, and could not be undone alone
        BatchFailed,
    };
    Tried
    tryTogether(std::vector<Item>& items, std::vector<Result<bool>>& outcomes, Ledger::Undo undo);
    Tried runUnits(std::vector<Item>& items, std::vector<Result<bool>>& outcomes);
    Result<bool> tryAlone(Item& item);
    void noteOperation(Item& item, const Result<bool>& outcome, OperationId operation);
    void answer(std::vector<Item>& items, std::vector<Result<bool>>& outcomes);
    Result<void> commit();
    void seal();
    void publish();
    void noteFailure(const Error& error);

    // What is due by itself. Each returns whether more is.
    Result<bool> housekeeping(Milliseconds slice);
    Result<bool> expireSlice(Milliseconds slice);
    Result<bool> compactSlice(Milliseconds slice);
    Result<bool> dropOldRecords();

    StoreState& m_state;
    ChangeFeed& m_feed;
    const Clock& m_clock;
    const Hooks m_hooks;
    WorkQueue<Item> m_queue;
    std::thread m_thread;

    // The writer thread's own.
    std::deque<Item> m_bulk; ///< has more to do, or has not begun
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Compactor> m_compactor;
    std::unique_ptr<Transaction> m_transaction;
    std::optional<Timestamp> m_nextExpiry;
    OperationId m_expiryOperation; ///< of a mass expiry that is under way
    Timestamp m_recordsCheckedAt;
    bool m_recordsLeft = false;
    bool m_housekeepingLeft = false;
    bool m_housekeepingFailed = false;
    int m_careful = 0;       ///< so many batches more have savepoints
    bool m_unsealed = false; ///< a failed commit may still stand in SQLite's log
};

} // namespace stateroom
