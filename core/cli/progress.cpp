// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/progress.h"

#include "core/cli/text.h"

#include <algorithm>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds patience{300};
constexpr Milliseconds interval{100};
constexpr int barWidth = 24;

QString barOf(qint64 done, qint64 total)
{
    const double share = std::clamp(double(done) / double(total), 0.0, 1.0);
    const int filled = int(share * barWidth);
    return u'[' + QString(filled, u'#') + QString(barWidth - filled, u'.') + u"] "_s +
           QString::number(int(share * 100)).rightJustified(3) + u" %  "_s;
}

} // namespace

Progress::Progress(const Streams& streams, const Clock& clock, QString what, bool isWanted)
    : m_streams(streams)
    , m_clock(clock)
    , m_what(std::move(what))
    , m_isWanted(isWanted && streams.errIsTerminal)
    , m_start(clock.steady())
{
}

Progress::~Progress()
{
    clear();
}

void Progress::update(qint64 done, qint64 total, const QString& detail)
{
    if (!m_isWanted)
        return;
    const Milliseconds now = m_clock.steady();
    if (now - m_start < patience || (m_shownAt && now - *m_shownAt < interval))
        return;
    m_shownAt = now;
    const QString text = m_what + u"  "_s + (total > 0 ? barOf(done, total) : QString()) + detail;
    // Back to the line's start; what the last one had more is wiped.
    m_streams.err((u'\r' + elided(text, m_streams.columns - 1) + u"\033[K"_s).toUtf8());
}

void Progress::clear()
{
    if (m_shownAt)
        m_streams.err("\r\033[K");
    m_shownAt.reset();
}

} // namespace stateroom::cli
