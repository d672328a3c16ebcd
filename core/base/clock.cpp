// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QTimeZone>
#endif

namespace stateroom {

QByteArray Timestamp::toIso() const
{
    return toDateTime().toString(Qt::ISODateWithMs).toLatin1();
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
