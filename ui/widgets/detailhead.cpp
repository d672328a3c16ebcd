// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/detailhead.h"

#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace stateroom::ui {

QWidget*
makeDetailHead(int height, ElidedLabel* line, ElidedLabel* facts, const QList<QWidget*>& right)
{
    auto* head = new QWidget;
    head->setFixedHeight(height);
    facts->setSecondary(true);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addStretch(1);
    lines->addWidget(line);
    lines->addWidget(facts);
    lines->addStretch(1);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap4);
    layout->addLayout(lines, 1);
    for (QWidget* widget : right)
        layout->addWidget(widget);
    return head;
}

QList<QWidget*> makeWordedButtons(const QList<QAction*>& actions)
{
    QList<QWidget*> buttons;
    for (QAction* action : actions) {
        auto* button = makeToolButton(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        buttons << button;
    }
    return buttons;
}

} // namespace stateroom::ui
