// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

namespace stateroom::ui {

// What measures the window, and says what came of it.

/// Prints a figure with its bound.
void tell(const char* what, double figure, double bound, const char* unit);
/// Whether a figure that was told is beyond its bound.
bool anyMissed();

double residentMegabytes();

/// Runs the event loop until it holds; milliseconds that took.
template <class Holds> double waitFor(Holds holds)
{
    QElapsedTimer clock;
    clock.start();
    while (!holds() && clock.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
    return double(clock.nsecsElapsed()) / 1e6;
}

/// The longest time, since it was made, in which the event loop ran nothing else. It keeps the loop
/// turning.
class Heartbeat {
public:
    Heartbeat();
    double longest() const { return m_longest; }

private:
    QTimer m_ticker;
    QElapsedTimer m_beat;
    double m_longest = 0;
};

} // namespace stateroom::ui
