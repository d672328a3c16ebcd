// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choicebox.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QPainter>
#include <QWheelEvent>

namespace stateroom::ui {

namespace {

/// As far from the frame as the text of a closed box, or of a field.
constexpr int rowPadding = 9;

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent)
    : QComboBox(parent)
{
    setProperty("choice", true);
    setFocusPolicy(Qt::StrongFocus); // not by the wheel
    // The box's own delegate sets the current row apart by moving its text.
    setItemDelegate(
        new CellDelegate({.leftPadding = rowPadding, .rightPadding = rowPadding}, this));
}

void ChoiceBox::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    constexpr int size = metrics::iconSize;
    const QRect sign(width() - size - metrics::gap8, (height() - size) / 2, size, size);
    glyphIcon(Glyph::ChevronDown)
        .paint(
            &painter, QStyle::visualRect(layoutDirection(), rect(), sign), Qt::AlignCenter,
            isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

void lookAlike(QCompleter& completer, bool fixedFont)
{
    QAbstractItemView* list = completer.popup();
    list->setProperty("offers", true);
    list->setItemDelegate(new CellDelegate(
        {.fixedFont = fixedFont, .leftPadding = rowPadding, .rightPadding = rowPadding}, list));
}

} // namespace stateroom::ui
