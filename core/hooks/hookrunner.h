// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hooks/hookrun.h"
#include "core/store/store.h"

#include <functional>
#include <memory>
#include <mutex>

namespace stateroom {

/// Runs hook scripts, each in a process of its own that can reach nothing but its state (contract
/// section 1). A script never holds the writer: its reads are of the newest state, its writes are
/// made at the end, in one transaction, if nothing that it has read was changed meanwhile; else it
/// is run again, up to maxHookRuns times. A script that fails leaves nothing.
///
/// Thread-safe. A thread of its own starts, feeds and ends the processes, HookLimits::atOnce at a
/// time. The store must outlive the object.
class HookRunner {
public:
    using Done = std::function<void(Result<HookOutcome>)>;

    /// `program`: of stateroom-hook; empty: the one that findHookProgram() finds.
    HookRunner(Store& store, HookLimits limits, QString program = {});
    /// Ends what runs; nobody is told any more.
    ~HookRunner();
    Q_DISABLE_COPY_MOVE(HookRunner)

    const HookLimits& limits() const { return m_limits; }

    /// `done` is told in `context`'s thread, the calling one, how it ended. A script that fails is
    /// an outcome; an error is InvalidInput for a function or namespace that cannot be, Cancelled
    /// where too many scripts wait already, Internal where stateroom-hook is missing, and what
    /// the store fails with. When `context` goes, the script is ended, or not begun,
    /// and writes nothing that is not written yet.
    void run(HookRequest request, QObject* context, Done done);

private:
    class Desk;
    class Thread;

    Store& m_store;
    const HookLimits m_limits;
    const QString m_program;
    std::once_flag m_begun;
    std::unique_ptr<Thread> m_thread; ///< from the first script on
};

} // namespace stateroom
