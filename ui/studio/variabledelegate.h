// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/celldelegate.h"

namespace stateroom::ui {

/// Paints a cell of a VariablesModel: as any list's, but of a heading the scope in bold and a gauge
/// of how much of its limit is used.
class VariableDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VariableDelegate)

public:
    VariableDelegate(const CellLook& look, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    CellDelegate* m_cells;
    int m_leftPadding;
};

} // namespace stateroom::ui
