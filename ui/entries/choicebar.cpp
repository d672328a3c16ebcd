// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/choicebar.h"

#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace stateroom::ui {

ChoiceBar::ChoiceBar(QAction* copy, QAction* expire, QAction* remove, QWidget* parent)
    : QWidget(parent)
    , m_count(makeLabel())
{
    setFixedHeight(metrics::headerHeight);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    row->setSpacing(metrics::gap4);
    row->addWidget(m_count);
    row->addStretch(1);
    for (QAction* action : {copy, expire, remove}) {
        auto* button = makeToolButton(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setPopupMode(
            action->menu() != nullptr ? QToolButton::InstantPopup : QToolButton::DelayedPopup);
        row->addWidget(button);
        m_buttons.append(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHairline(Qt::Horizontal));
    column->addLayout(row, 1);
    hide();
}

void ChoiceBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitButtons();
}

void ChoiceBar::fitButtons()
{
    int wanted = metrics::gap16 + m_count->sizeHint().width() + metrics::gap8;
    for (QToolButton* button : m_buttons) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        wanted += metrics::gap4 + button->sizeHint().width();
    }
    if (wanted > width())
        for (QToolButton* button : m_buttons)
            button->setToolButtonStyle(Qt::ToolButtonIconOnly); // the tooltip says the rest
}

void ChoiceBar::setCount(qint64 keys)
{
    m_count->setText(tr("%Ln chosen", nullptr, int(std::min<qint64>(keys, INT_MAX))));
    fitButtons();
}

} // namespace stateroom::ui
