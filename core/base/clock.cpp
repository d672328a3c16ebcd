// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <QDateTime>

namespace stateroom {

QByteArray Timestamp::toIso() const
{
    return QDateTime::fromMSecsSinceEpoch(m_value, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
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
