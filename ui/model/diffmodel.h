// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsondiff.h"
#include "ui/model/valuepreview.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace stateroom::ui {

/// How two values differ, as a tree of their structure: only the branches in which something was
/// added, removed or changed.
///
/// Roles: DisplayRole, SpansRole, ToolTipRole.
class DiffModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DiffModel)

public:
    enum Column { PlaceColumn, ChangeColumn, ColumnCount };

    explicit DiffModel(QObject* parent = nullptr);
    ~DiffModel() override;

    void show(const JsonDiff& diff);
    qsizetype added() const { return m_added; }
    qsizetype removed() const { return m_removed; }
    qsizetype changed() const { return m_changed; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    const Node& nodeAt(const QModelIndex& index) const;
    Node& nodeFor(QByteArrayView path);

    std::unique_ptr<Node> m_root;
    qsizetype m_added = 0;
    qsizetype m_removed = 0;
    qsizetype m_changed = 0;
};

} // namespace stateroom::ui
