// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choicebox.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace stateroom::ui {

ChoiceBox::ChoiceBox(QWidget* parent)
    : QComboBox(parent)
{
    setProperty("choice", true);
    // The box's own delegate paints rows as a menu of the style's; this one by the style sheet.
    setItemDelegate(new QStyledItemDelegate(this));
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

} // namespace stateroom::ui
