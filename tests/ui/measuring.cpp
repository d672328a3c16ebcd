// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/measuring.h"

#include <QFile>

#include <cstdio>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {
bool missed = false;
} // namespace

void tell(const char* what, double figure, double bound, const char* unit)
{
    const bool holds = figure <= bound;
    missed = missed || !holds;
    std::printf(
        "%-48s %9.1f %-3s (at most %g)%s\n", what, figure, unit, bound, holds ? "" : "  MISSED");
    std::fflush(stdout);
}

bool anyMissed()
{
    return missed;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

Heartbeat::Heartbeat()
{
    QObject::connect(&m_ticker, &QTimer::timeout, &m_ticker, [this] {
        m_longest = std::max(m_longest, double(m_beat.nsecsElapsed()) / 1e6);
        m_beat.start();
    });
    m_beat.start();
    m_ticker.start(0);
}

} // namespace stateroom::ui
