// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/noticebar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

QString kindName(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Info:
        return u"info"_s;
    case NoticeKind::Warning:
        return u"warning"_s;
    case NoticeKind::Error:
        return u"error"_s;
    }
    Q_UNREACHABLE();
}

QIcon kindIcon(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Info:
        return glyphIcon(Glyph::Info, GlyphTone::Accent);
    case NoticeKind::Warning:
        return glyphIcon(Glyph::Alert, GlyphTone::Warning);
    case NoticeKind::Error:
        return glyphIcon(Glyph::Alert, GlyphTone::Error);
    }
    Q_UNREACHABLE();
}

} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(makeLabel())
    , m_buttons(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setObjectName(u"notice"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_icon->setFixedSize(metrics::iconSize, metrics::iconSize);
    m_buttons->setSpacing(metrics::gap8);
    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(metrics::gap8);
    auto* told = new QHBoxLayout;
    told->setSpacing(metrics::gap8);
    told->addWidget(m_icon);
    told->addWidget(m_text, 1);
    m_body->addLayout(told, 1);
    m_body->addLayout(m_buttons);
    m_body->setContentsMargins(metrics::gap16, metrics::gap8, metrics::gap12, metrics::gap8);
    setLayout(m_body);
    hide();
}

int NoticeBar::tell(NoticeKind kind, const QString& text, const QList<NoticeAction>& actions)
{
    removeButtons();
    setStyleProperty(this, "kind", kindName(kind));
    m_kind = kind;
    drawIcon();
    m_text->setText(text);
    setAccessibleName(text);
    QWidget* before = m_text;
    for (const NoticeAction& action : actions) {
        auto* button = new QPushButton(action.text);
        button->setAutoDefault(true); // Enter presses it too
        connect(button, &QPushButton::clicked, this, action.run);
        m_buttons->addWidget(button);
        setTabOrder(before, button); // where the bar stands, not behind all that is there
        before = button;
        button->show(); // with the text; the layout would show it a turn of the loop later
    }
    fitButtons();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    return ++m_number;
}

void NoticeBar::end(int notice)
{
    if (notice == m_number)
        clear();
}

void NoticeBar::clear()
{
    removeButtons();
    m_text->clear();
    hide();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitButtons();
}

void NoticeBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        drawIcon();
}

/// Anew with each theme: a label keeps the picture, not the icon.
void NoticeBar::drawIcon()
{
    m_icon->setPixmap(kindIcon(m_kind).pixmap(m_icon->size(), devicePixelRatio()));
}

void NoticeBar::fitButtons()
{
    constexpr int leastText = 240;
    int wanted = -m_buttons->spacing();
    for (int i = 0; i < m_buttons->count(); ++i)
        wanted += m_buttons->itemAt(i)->sizeHint().width() + m_buttons->spacing();
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const bool below = wanted + leastText > width();
    m_buttons->setDirection(wanted > room ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_body->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_buttons->setAlignment(below ? Qt::AlignLeft : Qt::Alignment());
}

void NoticeBar::removeButtons()
{
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        // Later: the button may be the one whose click is being handled.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace stateroom::ui
