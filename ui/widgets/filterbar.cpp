// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterbar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

FilterBar::FilterBar(const QString& hint, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit)
    , m_trouble(makeLabel())
{
    m_edit->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    addClearSign(*m_edit);
    m_edit->setPlaceholderText(hint);
    m_edit->setAccessibleName(name);
    m_edit->installEventFilter(this);
    m_trouble->setProperty("tone", u"error"_s);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::gap12, 0, metrics::gap12, metrics::gap8);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(m_edit);
    layout->addWidget(m_trouble);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!m_quiet)
            Q_EMIT changed(text);
    });
}

QString FilterBar::text() const
{
    return m_edit->text();
}

void FilterBar::setText(const QString& text)
{
    m_quiet = true; // the field's own parts hear of it all the same
    m_edit->setText(text);
    m_quiet = false;
    showTrouble({});
}

void FilterBar::showTrouble(const QString& trouble)
{
    m_trouble->setText(trouble);
    m_edit->setAccessibleDescription(trouble);
    m_trouble->setVisible(!trouble.isEmpty());
}

void FilterBar::takeKeyboard(const QString& begin)
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    if (begin.isEmpty())
        m_edit->selectAll();
    else
        m_edit->setText(begin);
}

QRect FilterBar::besideCompletions() const
{
    if (!m_trouble->isVisible())
        return m_edit->rect();
    const QRect told = m_trouble->geometry().translated(-m_edit->pos());
    return m_edit->rect().united(told).adjusted(0, 0, 0, metrics::gap4);
}

void FilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    Q_EMIT reshaped();
}

bool FilterBar::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(object, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        if (m_edit->text().isEmpty())
            Q_EMIT left();
        else
            m_edit->clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT left();
        return true;
    default:
        return QWidget::eventFilter(object, event);
    }
}

} // namespace stateroom::ui
