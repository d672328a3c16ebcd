// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/textmark.h"
#include "ui/model/valuepreview.h"
#include "ui/style/theme.h"

#include <QStyledItemDelegate>

namespace stateroom::ui {

/// How a column's cells look.
struct CellLook {
    bool fixedFont = false;
    bool secondary = false;
    Qt::Alignment alignment = Qt::AlignLeft;
    Qt::TextElideMode elide = Qt::ElideRight;
    int leftPadding = 8;
    int rightPadding = 8;
};

/// Paints a cell of a list: the row's ground, and one line of text or of SpansRole, elided where
/// the look says, behind marks at its end. Before the text of a cell with TroubleRole stands a
/// sign, and its text has that colour. A row with DraftRole bears a dot behind the text of its
/// first column, MarksRole is marked in it, and GlowRole lights its ground up. One with MarkedRole
/// has a ground of its own, and a sign at its beginning. In a tree the first
/// column stands as deep as DepthRole says, behind a sign that tells by ExpandedRole whether the
/// group is open.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CellDelegate)

public:
    CellDelegate(const CellLook& look, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where the sign of a group of this depth stands, from the left of its cell.
    static QRect signRect(const QRect& cell, int depth, const CellLook& look);

private:
    int rightPadding(const QWidget* widget, const QModelIndex& index) const;
    void paintText(
        QPainter* painter, const QRect& rect, const QModelIndex& index, const Theme& theme) const;

    CellLook m_look;
};

/// Paints the ground of a row: chosen, under the pointer, or nothing. `first`: with the mark at the
/// row's start.
void paintRowGround(
    QPainter* painter, const QStyleOptionViewItem& option, bool hovered, bool first);

/// Paints the grounds of marked stretches of a text that begins at `rect`'s left; none of a text
/// that runs from right to left.
void paintMarks(
    QPainter* painter, const QRect& rect, const QString& text, const TextMarks& marks,
    const Theme& theme);

/// Paints spans on one line within `rect`, shortened by fittedSpans().
void paintSpans(
    QPainter* painter, const QRect& rect, const Spans& spans, const Theme& theme,
    ColorRole plain = ColorRole::Text);

} // namespace stateroom::ui
