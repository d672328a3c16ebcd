// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/timetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct TimeText {
    Q_DECLARE_TR_FUNCTIONS(TimeText)
};

QDateTime localTime(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(at.value());
}

} // namespace

QString ageText(Timestamp at, Timestamp now)
{
    using namespace std::chrono;
    const Milliseconds age = now - at;
    if (age < 1s)
        return TimeText::tr("now", "age of an entry");
    if (age < 1min)
        //: An age in seconds; a narrow column
        return TimeText::tr("%1 s").arg(duration_cast<seconds>(age).count());
    if (age < 1h)
        //: An age in minutes; a narrow column
        return TimeText::tr("%1 min").arg(duration_cast<minutes>(age).count());
    if (age < 24h)
        //: An age in hours; a narrow column
        return TimeText::tr("%1 h").arg(duration_cast<hours>(age).count());
    const QDate date = localTime(at).date();
    //: A date of this year, in QDate's notation
    const QString thisYear = TimeText::tr("d MMM");
    //: A date of another year, in QDate's notation
    const QString otherYear = TimeText::tr("d MMM yyyy");
    const bool same = date.year() == localTime(now).date().year();
    return QLocale().toString(date, same ? thisYear : otherYear);
}

QString agoText(Timestamp at, Timestamp now)
{
    using namespace std::chrono;
    const Milliseconds age = now - at;
    if (age < 1s)
        return TimeText::tr("just now");
    if (age >= 24h)
        return ageText(at, now);
    //: %1 is an age such as "12 s" or "5 min"
    return TimeText::tr("%1 ago").arg(ageText(at, now));
}

QString countdownText(Timestamp until, Timestamp now)
{
    using namespace std::chrono;
    const auto left = std::max(duration_cast<seconds>(until - now), seconds(0));
    if (left > 48h)
        //: Days until an entry expires; short
        return TimeText::tr("%1 d").arg(left / 24h);
    const auto two = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QChar(u'0')); };
    const qint64 total = left.count();
    const QString minutesAndSeconds =
        total < 3600 ? u"%1:%2"_s.arg(total / 60).arg(two(total % 60))
                     : u"%1:%2:%3"_s.arg(total / 3600).arg(two(total / 60 % 60), two(total % 60));
    return minutesAndSeconds;
}

QString exactTimeText(Timestamp at)
{
    return localTime(at).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString timeOfDayText(Timestamp at)
{
    return localTime(at).toString(u"HH:mm:ss.zzz"_s);
}

} // namespace stateroom::ui
