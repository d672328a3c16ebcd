// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/readingorder.h"

#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QWidget>

namespace stateroom::ui {

namespace {

class Order {
public:
    void add(QWidget& widget)
    {
        if (widget.focusPolicy() != Qt::NoFocus)
            append(widget);
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(&widget)) {
            addContents(*area);
        } else if (const auto* splitter = qobject_cast<const QSplitter*>(&widget)) {
            for (int i = 0; i < splitter->count(); ++i)
                add(*splitter->widget(i));
        } else if (const QLayout* layout = widget.layout();
                   layout && widget.focusPolicy() == Qt::NoFocus) {
            add(*layout);
        }
    }

private:
    void addContents(const QAbstractScrollArea& area)
    {
        const auto* scrolled = qobject_cast<const QScrollArea*>(&area);
        if (scrolled != nullptr && scrolled->widget() != nullptr)
            add(*scrolled->widget());
        else if (const QLayout* over = area.viewport()->layout())
            add(*over);
    }
    void add(const QLayout& layout)
    {
        for (int i = 0; i < layout.count(); ++i) {
            QLayoutItem* item = layout.itemAt(i);
            if (QWidget* widget = item->widget())
                add(*widget);
            else if (const QLayout* inner = item->layout())
                add(*inner);
        }
    }
    void append(QWidget& widget)
    {
        if (m_last != nullptr)
            QWidget::setTabOrder(m_last, &widget);
        m_last = &widget;
    }

    QWidget* m_last = nullptr;
};

} // namespace

void setReadingOrder(QWidget& root)
{
    Order().add(root);
}

} // namespace stateroom::ui
