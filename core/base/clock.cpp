// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QTimeZone>
#endif

namespace stateroom {

QByteArray Timestamp::toIso() const
{
    using namespace std::chrono;
    // QDateTime's own takes ten times as long, and each record bears two.
    constexpr qint64 least = -62'167'219'200'000;  // of year 0
    constexpr qint64 beyond = 253'402'300'800'000; // of year 9999
    if (m_value < least || m_value >= beyond)
        return toDateTime().toString(Qt::ISODateWithMs).toLatin1();
    const sys_time<milliseconds> at{milliseconds(m_value)};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(at - day);
    QByteArray iso = QByteArrayLiteral("0000-00-00T00:00:00.000Z");
    const auto put = [text = iso.data()](qsizetype end, unsigned number) {
        for (; number > 0; number /= 10)
            text[--end] = char('0' + number % 10);
    };
    put(4, unsigned(int(date.year())));
    put(7, unsigned(date.month()));
    put(10, unsigned(date.day()));
    put(13, unsigned(time.hours().count()));
    put(16, unsigned(time.minutes().count()));
    put(19, unsigned(time.seconds().count()));
    put(23, unsigned(time.subseconds().count()));
    return iso;
}

QDateTime Timestamp::toDateTime() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QDateTime::fromMSecsSinceEpoch(m_value, QTimeZone::UTC);
#else
    return QDateTime::fromMSecsSinceEpoch(m_value, Qt::UTC);
#endif
}

Timestamp SystemClock::now() const
{
    using namespace std::chrono;
    return Timestamp(duration_cast<Milliseconds>(system_clock::now().time_since_epoch()).count());
}

Milliseconds SystemClock::steady() const
{
    using namespace std::chrono;
    return duration_cast<Milliseconds>(steady_clock::now().time_since_epoch());
}

} // namespace stateroom
