// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace stateroom::ui {

/// Runs an action at most once per interval, and always once after the last request: stands
/// between a feed that may bring thousands of changes a second and a view that is looked at.
class Throttle final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Throttle)

public:
    /// Thirty times a second, for what is seen.
    static constexpr Milliseconds frame{33};

    Throttle(Milliseconds interval, std::function<void()> action, QObject* parent = nullptr);

    /// The action will run: from the event loop, at once if the interval since its last run is
    /// over.
    void request();
    /// Forgets what was requested.
    void cancel();

private:
    void run();

    Milliseconds m_interval;
    std::function<void()> m_action;
    QTimer m_timer;
    QElapsedTimer m_sinceRun;
};

} // namespace stateroom::ui
