// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/loopwatch.h"

#include <algorithm>

namespace stateroom::webhooks {

namespace {

constexpr Milliseconds tickEvery{100};
/// A tick that is later than this was held up.
constexpr Milliseconds usualGap{150};

} // namespace

LoopWatch::LoopWatch()
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(tickEvery);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
}

void LoopWatch::enter()
{
    if (m_interested++ > 0)
        return;
    m_sinceTick.start();
    m_timer.start();
}

void LoopWatch::leave()
{
    if (--m_interested == 0)
        m_timer.stop();
}

Milliseconds LoopWatch::lost() const
{
    return m_lost + std::max(Milliseconds(m_sinceTick.elapsed()) - usualGap, Milliseconds(0));
}

void LoopWatch::tick()
{
    m_lost = lost();
    m_sinceTick.start();
}

} // namespace stateroom::webhooks
