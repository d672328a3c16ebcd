// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace stateroom::ui {

/// A flat table whose columns stay as they are: their titles are told once. What stands in its
/// rows, and how they come and go, is each model's own.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TableModel)

public:
    struct Title {
        QString text;
        Qt::Alignment alignment = Qt::AlignLeft;
    };

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

protected:
    /// One title for each column.
    explicit TableModel(QList<Title> titles, QObject* parent = nullptr);

    virtual size_t size() const = 0;
    /// Tells that all of a row has changed.
    void tellChanged(int row);

private:
    QList<Title> m_titles;
};

} // namespace stateroom::ui
