// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/report.h"

#include <QFile>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

static QString withUnit(double value, const QString& unit, int digits)
{
    return QString::number(value, 'f', digits) + unit;
}

void Report::addAtLeast(
    const QString& what, double value, double goal, const QString& unit, int digits)
{
    addGoal(
        {what, withUnit(value, unit, digits), u"at least "_s + withUnit(goal, unit, digits),
         value >= goal});
}

void Report::addAtMost(
    const QString& what, double value, double goal, const QString& unit, int digits)
{
    addGoal(
        {what, withUnit(value, unit, digits), u"at most "_s + withUnit(goal, unit, digits),
         value <= goal});
}

void Report::addGoal(Goal goal)
{
    m_missed += !goal.met;
    m_goals.append(std::move(goal));
}

void Report::addFigure(const QString& what, const QString& value)
{
    m_figures.append({what, value});
}

void Report::addFailure(const QString& what)
{
    m_failures.append(what);
}

QString Report::toMarkdown(const QString& conditions) const
{
    QString text = conditions + u"\n\n"_s;
    const auto row = [&text](const QStringList& cells) {
        text += u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
    };
    if (!m_goals.isEmpty()) {
        row({u"goal"_s, u"measured"_s, u"wanted"_s, u"met"_s});
        row({u"---"_s, u"--:"_s, u"--:"_s, u"---"_s});
        for (const Goal& goal : m_goals)
            row({goal.what, goal.value, goal.goal, goal.met ? u"yes"_s : u"**no**"_s});
        text += u'\n';
    }
    if (!m_figures.isEmpty()) {
        row({u"for information"_s, u"measured"_s});
        row({u"---"_s, u"--:"_s});
        for (const auto& [what, value] : m_figures)
            row({what, value});
        text += u'\n';
    }
    for (const QString& failure : m_failures)
        text += u"**failed:** "_s + failure + u"\n\n"_s;
    return text;
}

QString machine()
{
    QString model = u"unknown processor"_s;
    if (QFile info(u"/proc/cpuinfo"_s); info.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : info.readAll().split('\n')) {
            if (line.startsWith("model name")) {
                model = QString::fromUtf8(line.sliced(line.indexOf(':') + 1).simplified());
                break;
            }
        }
    }
    return u"%1, %2 cores, %3, Qt %4"_s.arg(model)
        .arg(QThread::idealThreadCount())
        .arg(QSysInfo::prettyProductName(), QLatin1StringView(qVersion()));
}

} // namespace bench
