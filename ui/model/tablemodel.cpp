// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tablemodel.h"

namespace stateroom::ui {

TableModel::TableModel(QList<Title> titles, QObject* parent)
    : QAbstractTableModel(parent)
    , m_titles(std::move(titles))
{
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(size());
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_titles.size());
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_titles.size())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(m_titles[section].alignment | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? m_titles[section].text : QVariant();
}

void TableModel::tellChanged(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

} // namespace stateroom::ui
