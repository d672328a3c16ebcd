// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

namespace stateroom::ui {

/// A campaign's variables by scope, and what one participant has of them: the state tree, flat. A
/// heading for each scope says how much of its limit is used.
class VariablesModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VariablesModel)

public:
    enum Column { NameColumn, TypeColumn, DefaultColumn, ValueColumn, AgeColumn, ColumnCount };
    enum { LimitRole = Qt::UserRole + 100 }; ///< int: of a heading; CountRole is what is used

    /// The service must outlive the model.
    explicit VariablesModel(Service& service, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Takes over what was read. What differs from before glows, unless it is another's state.
    void take(const campaign::Participant& who, std::vector<VariableState> states);
    const campaign::Participant& who() const { return m_who; }
    const std::vector<VariableState>& states() const { return m_states; }

    campaign::Scope scopeAt(int row) const { return m_rows[size_t(row)].scope; }
    /// Null for a heading.
    const VariableState* stateAt(int row) const;
    /// -1: there is none.
    int rowOf(campaign::Scope scope, const QByteArray& name) const;
    /// How many variables a scope has.
    int used(campaign::Scope scope) const;
    int limit() const { return m_service.campaignLimits().perScope; }
    /// Tells of ages, which go by.
    void age();

private:
    struct Row {
        campaign::Scope scope;
        int state = -1; ///< of m_states; -1: a heading
    };

    std::vector<Row> rowsOf(const std::vector<VariableState>& states) const;
    QVariant headingData(const Row& row, int column, int role) const;
    QString ageOf(const VariableState& state) const;
    QVariant glowOf(const VariableState& state) const;
    void noteChanges(const std::vector<VariableState>& states);
    void fade();

    Service& m_service;
    campaign::Participant m_who;
    std::vector<VariableState> m_states;
    std::vector<Row> m_rows;
    QHash<QByteArray, qint64> m_glow; ///< by path: since when
    QElapsedTimer m_clock;
    QTimer m_fade;
};

} // namespace stateroom::ui
