// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "core/webhooks/sender.h"

#include <memory>

namespace stateroom::webhooks {

class DispatchDesk;

struct DispatcherOptions {
    const Clock* clock = nullptr; ///< the store's; must outlive the dispatcher
    AddressRules rules = {};
    SenderOptions sender = {};
};

/// Sends what waits in the outboxes, in a thread of its own, and writes down what came of it (docs/
/// api/webhooks.md). Of each webhook one delivery that is at its turn and one that has a time are
/// in hand at once, whatever the others' receivers do.
///
/// An attempt that was made but not written down, the process having been killed in between, is
/// made again: a receiver sees a delivery at least once, under the same X-Webhook-Delivery. The
/// writer waits for nothing of this. While no webhook is registered the thread sleeps.
///
/// Also disables webhooks that are gone, lack a secret or have failed for too long, and removes
/// what is left of those that were deleted. All functions: in the thread that made it.
class Dispatcher {
public:
    /// Begins at once. `store` must outlive it and be one that can be written.
    Dispatcher(Store& store, DispatcherOptions options);
    /// Ends as stop() does, without patience.
    ~Dispatcher();
    Q_DISABLE_COPY_MOVE(Dispatcher)

    /// Begins nothing more; waits for what is in hand for up to `patience`, and leaves the rest to
    /// the next start. After it nothing is sent.
    void stop(Milliseconds patience = Milliseconds(1'000));

    /// For all attempts from now on.
    void setRules(AddressRules rules);
    /// Looks what has come due, as is done each second while something waits for its time.
    void look();

private:
    class Thread;
    std::unique_ptr<Thread> m_thread; ///< null once it has been stopped
};

} // namespace stateroom::webhooks
