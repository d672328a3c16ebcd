// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/throttle.h"

namespace stateroom::ui {

Throttle::Throttle(Milliseconds interval, std::function<void()> action, QObject* parent)
    : QObject(parent)
    , m_interval(interval)
    , m_action(std::move(action))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Throttle::run);
}

void Throttle::request()
{
    if (m_timer.isActive())
        return;
    const Milliseconds passed =
        m_sinceRun.isValid() ? Milliseconds(m_sinceRun.elapsed()) : m_interval;
    m_timer.start(std::max(m_interval - passed, Milliseconds(0)));
}

void Throttle::cancel()
{
    m_timer.stop();
}

void Throttle::run()
{
    m_sinceRun.start();
    m_action();
}

} // namespace stateroom::ui
