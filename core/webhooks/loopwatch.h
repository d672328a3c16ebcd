// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QElapsedTimer>
#include <QTimer>

namespace stateroom::webhooks {

/// Tells for how long a thread's event loop did not run, so that a wait that passed meanwhile is
/// not held against whom it waited for. Watches while somebody is interested. Belongs to that
/// thread.
class LoopWatch {
public:
    LoopWatch();
    Q_DISABLE_COPY_MOVE(LoopWatch)

    void enter();
    void leave();
    /// Altogether, up to this moment; to be compared with what it was, between enter() and leave().
    Milliseconds lost() const;

private:
    void tick();

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    Milliseconds m_lost{0};
    int m_interested = 0;
};

} // namespace stateroom::webhooks
