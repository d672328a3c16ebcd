// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/variablesmodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/roles.h"
#include "ui/model/throttle.h"
#include "ui/model/timetext.h"
#include "ui/model/valuepreview.h"
#include "ui/studio/studiotext.h"

#include <QLocale>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds glow{1200};

struct ValueText {
    Q_DECLARE_TR_FUNCTIONS(ValueText)
};

/// Why a stored value does not count, and what does.
QString whyNotCounted(const campaign::Variable& variable)
{
    const QString why = misfitText(variable.type);
    if (!variable.standard)
        //: Behind a stored value; %1 is "not a number" or the like
        return ValueText::tr("%1: counts as none").arg(why);
    //: Behind a stored value; %1 is "not a number" or the like, %2 a value
    return ValueText::tr("%1: the default %2 counts")
        .arg(why, plainText(valuePreview(*variable.standard)));
}

/// What counts for the participant, and why.
Spans valueSpans(const VariableState& state)
{
    const auto& variable = state.variable;
    if (state.stored && state.fits)
        return valuePreview(state.stored->value);
    if (state.stored)
        return withWord(
            valuePreview(state.stored->value), {SpanKind::Removed, whyNotCounted(variable)});
    if (variable.standard)
        return withWord(
            valuePreview(*variable.standard),
            //: Behind a value: nothing is stored, the default counts
            {SpanKind::Muted, ValueText::tr("default")});
    //: A variable without a value
    return {{SpanKind::Muted, ValueText::tr("none")}};
}

} // namespace

VariablesModel::VariablesModel(Service& service, QObject* parent)
    : QAbstractTableModel(parent)
    , m_service(service)
    , m_rows(rowsOf({}))
{
    m_clock.start();
    m_fade.setInterval(Throttle::frame);
    connect(&m_fade, &QTimer::timeout, this, &VariablesModel::fade);
}

int VariablesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int VariablesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant VariablesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[size_t(index.row())];
    if (row.state < 0)
        return headingData(row, index.column(), role);
    const VariableState& state = m_states[size_t(row.state)];
    const campaign::Variable& variable = state.variable;
    const int column = index.column();
    if (role == GlowRole)
        return glowOf(state);
    if (role == Qt::ToolTipRole && column == AgeColumn && state.stored)
        return exactTimeText(state.stored->writtenAt);
    if (role == Qt::ToolTipRole && column == NameColumn && variable.description)
        return plainToolTip(displayText(textOf(*variable.description)));
    if (role == SpansRole && column == ValueColumn)
        return QVariant::fromValue(valueSpans(state));
    if (role == SpansRole && column == DefaultColumn && variable.standard)
        return QVariant::fromValue(valuePreview(*variable.standard));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    QString text;
    switch (column) {
    case NameColumn:
        text = displayText(variable.name);
        break;
    case TypeColumn:
        text = typeTitle(variable.type);
        break;
    case DefaultColumn:
        text = variable.standard ? plainText(valuePreview(*variable.standard)) : QString();
        break;
    case ValueColumn:
        text = plainText(valueSpans(state));
        break;
    case AgeColumn:
        text = ageOf(state);
        break;
    }
    return role == Qt::ToolTipRole ? plainToolTip(text) : text;
}

QVariant VariablesModel::headingData(const Row& row, int column, int role) const
{
    const int count = used(row.scope);
    switch (role) {
    case HeadingRole:
        return true;
    case CountRole:
        return count;
    case LimitRole:
        return limit();
    case Qt::AccessibleTextRole:
        //: Read aloud: a scope and how many of its variables are used
        return tr("%1, %2 of %3 used").arg(scopeTitle(row.scope)).arg(count).arg(limit());
    case Qt::ToolTipRole:
        return scopeSentence(row.scope);
    case Qt::DisplayRole:
        if (column == NameColumn)
            return scopeTitle(row.scope);
        if (column == DefaultColumn)
            //: How many variables of a scope are used, and how many there may be
            return tr("%1 of %2").arg(QLocale().toString(count), QLocale().toString(limit()));
        if (column == ValueColumn)
            return scopeSentence(row.scope);
        break;
    }
    return {};
}

QVariant VariablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Variable", "column");
    case TypeColumn:
        return tr("Type", "column");
    case DefaultColumn:
        return tr("Default", "column");
    case ValueColumn:
        return m_who.sub.isEmpty() ? tr("Value", "column")
                                   : tr("Value of %1", "column").arg(displayText(m_who.sub));
    case AgeColumn:
        return tr("Version", "column");
    }
    return {};
}

void VariablesModel::take(const campaign::Participant& who, std::vector<VariableState> states)
{
    const bool samePerson = who == m_who;
    const auto rows = rowsOf(states);
    bool sameRows = rows.size() == m_rows.size() && who.campaign == m_who.campaign;
    for (size_t i = 0; sameRows && i < states.size(); ++i)
        sameRows = states[i].variable.scope == m_states[i].variable.scope &&
                   states[i].variable.name == m_states[i].variable.name;
    m_glow.removeIf([samePerson](const auto&) { return !samePerson; });
    if (samePerson && sameRows)
        noteChanges(states);
    m_who = who;
    if (!sameRows)
        beginResetModel();
    m_states = std::move(states);
    m_rows = rows;
    if (!sameRows)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, ValueColumn, ValueColumn);
}

void VariablesModel::noteChanges(const std::vector<VariableState>& states)
{
    for (size_t i = 0; i < states.size(); ++i) {
        const auto& now = states[i].stored;
        const auto& before = m_states[i].stored;
        if (now.has_value() != before.has_value() || (now && !(now->seq == before->seq)))
            m_glow.insert(states[i].variable.path(), m_clock.elapsed());
    }
    if (!m_glow.isEmpty())
        m_fade.start();
}

QVariant VariablesModel::glowOf(const VariableState& state) const
{
    if (m_glow.isEmpty())
        return {};
    const auto since = m_glow.find(state.variable.path());
    if (since == m_glow.end())
        return {};
    return 1.0 - double(m_clock.elapsed() - *since) / double(glow.count());
}

void VariablesModel::fade()
{
    const qint64 over = m_clock.elapsed() - glow.count();
    m_glow.removeIf([over](const auto& each) { return each.value() <= over; });
    if (m_glow.isEmpty())
        m_fade.stop();
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {GlowRole});
}

void VariablesModel::age()
{
    Q_EMIT dataChanged(index(0, AgeColumn), index(rowCount() - 1, AgeColumn), {Qt::DisplayRole});
}

QString VariablesModel::ageOf(const VariableState& state) const
{
    if (!state.stored)
        return {};
    return u"v%1 · %2"_s.arg(state.stored->version.value())
        .arg(ageText(state.stored->writtenAt, m_service.store().now()));
}

std::vector<VariablesModel::Row>
VariablesModel::rowsOf(const std::vector<VariableState>& states) const
{
    std::vector<Row> rows;
    for (const campaign::Scope scope : campaign::allScopes) {
        rows.push_back({scope, -1});
        for (size_t i = 0; i < states.size(); ++i)
            if (states[i].variable.scope == scope)
                rows.push_back({scope, int(i)});
    }
    return rows;
}

const VariableState* VariablesModel::stateAt(int row) const
{
    const int state = m_rows[size_t(row)].state;
    return state < 0 ? nullptr : &m_states[size_t(state)];
}

int VariablesModel::rowOf(campaign::Scope scope, const QByteArray& name) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const VariableState* state = stateAt(row);
        if (state != nullptr && state->variable.scope == scope && state->variable.name == name)
            return row;
    }
    return -1;
}

int VariablesModel::used(campaign::Scope scope) const
{
    return int(std::count_if(m_states.begin(), m_states.end(), [scope](const VariableState& state) {
        return state.variable.scope == scope;
    }));
}

} // namespace stateroom::ui
