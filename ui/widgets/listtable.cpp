// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/listtable.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/focusframe.h"

#include <QHeaderView>
#include <QMouseEvent>

namespace stateroom::ui {

ListTable::ListTable(QWidget* parent)
    : QTableView(parent)
{
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(metrics::rowHeight);
    verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    auto* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setFixedHeight(metrics::rowHeight);
    header->setFont(uiFont(TextSize::Small));
    new FocusFrame(*this);
}

int ListTable::lastShownColumn() const
{
    int column = horizontalHeader()->count() - 1;
    while (column >= 0 && isColumnHidden(column))
        --column;
    return column;
}

QModelIndex ListTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int last = model() != nullptr ? model()->rowCount() - 1 : -1;
    if (last < 0)
        return {};
    if (!currentIndex().isValid())
        return atRow(0);
    switch (action) {
    case MoveLeft:
    case MoveRight:
        return currentIndex();
    case MoveHome:
        return atRow(0);
    case MoveEnd:
        return atRow(last);
    case MoveUp:
    case MovePrevious:
        return atRow(std::max(currentIndex().row() - 1, 0));
    case MoveDown:
    case MoveNext:
        return atRow(std::min(currentIndex().row() + 1, last));
    case MovePageUp:
    case MovePageDown:
        return QTableView::moveCursor(action, modifiers);
    }
    return currentIndex();
}

void ListTable::keyboardSearch(const QString& text)
{
    Q_EMIT typed(text);
}

void ListTable::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right))
        Q_EMIT sidestepped(event->key() == Qt::Key_Right);
    else if (plain && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && isBetween())
        leaveGap(event->key() == Qt::Key_Down);
    else
        QTableView::keyPressEvent(event);
}

void ListTable::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const int current = currentIndex().row();
    if (current >= start && current <= end)
        m_gap = start;
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void ListTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    if (selectionModel()->hasSelection())
        m_gap = -1;
    QTableView::selectionChanged(selected, deselected);
}

bool ListTable::isBetween() const
{
    return m_gap >= 0 && !selectionModel()->hasSelection() && model()->rowCount() > 0;
}

void ListTable::leaveGap(bool down)
{
    const int last = model()->rowCount() - 1;
    const QModelIndex row = atRow(std::clamp(down ? m_gap : m_gap - 1, 0, last));
    m_gap = -1;
    setCurrentIndex(row);
    Q_EMIT clicked(row); // it may have been current before, which is told to nobody
}

void ListTable::mousePressEvent(QMouseEvent* event)
{
    QTableView::mousePressEvent(event);
    const QPoint place = event->position().toPoint();
    if (event->button() == Qt::LeftButton && indexAt(place).isValid())
        Q_EMIT pressedAt(indexAt(place), place);
}

void ListTable::mouseMoveEvent(QMouseEvent* event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void ListTable::leaveEvent(QEvent* event)
{
    setHoveredRow(-1);
    QTableView::leaveEvent(event);
}

void ListTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    // Whoever comes by the keyboard must see where he is.
    if (event->reason() != Qt::MouseFocusReason && !currentIndex().isValid() &&
        model() != nullptr && model()->rowCount() > 0)
        setCurrentIndex(atRow(0));
    viewport()->update();
}

void ListTable::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

void ListTable::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    m_hoveredRow = row;
    viewport()->update();
}

QModelIndex ListTable::atRow(int row) const
{
    return model()->index(row, 0);
}

} // namespace stateroom::ui
