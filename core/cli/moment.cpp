// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/moment.h"

#include <QDateTime>
#include <QRegularExpression>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

qint64 secondsOf(QChar unit)
{
    switch (unit.unicode()) {
    case u's':
        return 1;
    case u'm':
        return 60;
    case u'h':
        return 3600;
    default:
        return 86400;
    }
}

/// Nothing when it is no such moment.
QDateTime parse(const QString& text, const QDateTime& now)
{
    static const QRegularExpression ago(uR"(\A(\d{1,9})([smhd])\z)"_s);
    if (const auto match = ago.match(text); match.hasMatch())
        return now.addSecs(-match.captured(1).toLongLong() * secondsOf(match.captured(2)[0]));
    if (QDateTime exact = QDateTime::fromString(text, Qt::ISODateWithMs); exact.isValid())
        return exact;
    static const QString forms[] = {
        u"yyyy-MM-dd HH:mm:ss"_s, u"yyyy-MM-dd HH:mm"_s, u"yyyy-MM-dd"_s};
    for (const QString& form : forms) {
        if (QDateTime local = QDateTime::fromString(text, form); local.isValid())
            return local;
    }
    for (const QString& form : {u"HH:mm:ss"_s, u"HH:mm"_s}) {
        if (const QTime time = QTime::fromString(text, form); time.isValid())
            return {now.toLocalTime().date(), time};
    }
    return {};
}

} // namespace

Outcome<QByteArray> parseMoment(const QString& text, const Clock& clock)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(clock.now().value());
    const QDateTime moment = parse(text, now);
    if (!moment.isValid())
        return clientFailure(
            ClientErrorCode::WrongUsage, u"--at: \""_s + text + u"\" is no moment."_s,
            u"Write 2026-11-22T06:48:05Z, \"2026-11-22 06:48\" in local time, or 10m, 2h, 3d for "
            u"so long ago."_s);
    return Timestamp(moment.toMSecsSinceEpoch()).toIso();
}

Outcome<qint64> parseDuration(const QString& option, const QString& text)
{
    static const QRegularExpression form(uR"(\A(\d{1,9})([smhd]?)\z)"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return clientFailure(
            ClientErrorCode::WrongUsage,
            u"--"_s + option + u": \""_s + text + u"\" is no length of time."_s,
            u"Write 90s, 15m, 2h or 3d."_s);
    const QString unit = match.captured(2);
    return match.captured(1).toLongLong() * (unit.isEmpty() ? 1 : secondsOf(unit[0]));
}

} // namespace stateroom::cli
