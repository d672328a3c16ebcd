// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/ruleline.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

RuleLine::RuleLine(QWidget* parent)
    : QWidget(parent)
    , m_sign(new QLabel)
    , m_text(makeLabel())
{
    m_sign->setFixedSize(metrics::iconSize, metrics::iconSize);
    m_text->setWordWrap(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(m_sign, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
}

void RuleLine::tell(State state, const QString& rule)
{
    m_state = state;
    m_text->setText(rule);
    setStyleProperty(m_text, "tone", state == State::Broken ? u"error"_s : u"secondary"_s);
    switch (state) {
    case State::Open:
        m_text->setAccessibleName(rule);
        break;
    case State::Holds:
        //: Read aloud: a rule that what was typed meets
        m_text->setAccessibleName(tr("Met: %1").arg(rule));
        break;
    case State::Broken:
        //: Read aloud: a rule that what was typed does not meet
        m_text->setAccessibleName(tr("Not met: %1").arg(rule));
        break;
    }
    drawSign();
}

QString RuleLine::text() const
{
    return m_text->text();
}

void RuleLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        drawSign();
}

/// Anew with each theme: a label keeps the picture, not the icon.
void RuleLine::drawSign()
{
    QIcon icon;
    switch (m_state) {
    case State::Open:
        icon = glyphIcon(Glyph::Dot);
        break;
    case State::Holds:
        icon = glyphIcon(Glyph::Check, GlyphTone::Accent);
        break;
    case State::Broken:
        icon = glyphIcon(Glyph::Alert, GlyphTone::Error);
        break;
    }
    m_sign->setPixmap(icon.pixmap(m_sign->size(), devicePixelRatio()));
}

} // namespace stateroom::ui
