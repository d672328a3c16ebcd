// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace stateroom::ui {

/// A table of which one row is chosen, not a cell: arrows, Home and End go by rows, Tab leaves it.
class ListTable final : public QTableView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListTable)

public:
    explicit ListTable(QWidget* parent = nullptr);

    /// The row under the pointer, or -1.
    int hoveredRow() const { return m_hoveredRow; }

    /// The column at the right edge, or -1.
    int lastShownColumn() const;

    /// What is typed is told, not looked for in the model, which may be long.
    void keyboardSearch(const QString& text) override;

Q_SIGNALS:
    void typed(const QString& text);
    /// The arrow to the right, or to the left, was pressed: for trees.
    void sidestepped(bool right);
    /// The left button was pressed on a cell, at this place of the viewport.
    void pressedAt(const QModelIndex& index, const QPoint& place);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent* event) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void
    selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setHoveredRow(int row);
    QModelIndex atRow(int row) const;
    /// Whether no row is chosen since the current one has gone.
    bool isBetween() const;
    /// To the row that stands beside the gap, so that none is passed over.
    void leaveGap(bool down);

    int m_hoveredRow = -1;
    int m_gap = -1; ///< where the row stood that was current and has gone
};

} // namespace stateroom::ui
