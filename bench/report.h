// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace bench {

/// The middle one; of an even count the mean of the middle two.
double median(QList<double> values);

/// The outcome of one benchmark: goals, figures and failures, as text.
class Report {
public:
    /// What was measured keeps to `atLeast` or `atMost`.
    void
    addAtLeast(const QString& what, double value, double goal, const QString& unit, int digits);
    void addAtMost(const QString& what, double value, double goal, const QString& unit, int digits);
    /// A figure without a goal.
    void addFigure(const QString& what, const QString& value);
    /// Something that makes the whole run worthless.
    void addFailure(const QString& what);

    bool isWhole() const { return m_failures.isEmpty(); }
    bool passed() const { return m_failures.isEmpty() && m_missed == 0; }
    /// Markdown: the machine, the goals, the figures.
    QString toMarkdown(const QString& conditions) const;

private:
    struct Goal {
        QString what, value, goal;
        bool met;
    };
    void addGoal(Goal goal);

    QList<Goal> m_goals;
    QList<std::pair<QString, QString>> m_figures;
    QStringList m_failures;
    int m_missed = 0;
};

/// Processor, cores and memory of this machine, Qt's version.
QString machine();

} // namespace bench
