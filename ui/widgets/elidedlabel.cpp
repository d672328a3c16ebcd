// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elidedlabel.h"

#include "ui/model/displaytext.h"
#include "ui/style/theme.h"
#include "ui/widgets/celldelegate.h"

#include <QPainter>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent)
    : QWidget(parent)
    , m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text, const Part& yielding, const Spans& behind)
{
    if (text == m_text && behind == m_behind)
        return;
    m_text = text;
    m_yielding = yielding;
    m_behind = behind;
    setAccessibleName(this->text());
    updateToolTip();
    updateGeometry();
    update();
}

QString ElidedLabel::text() const
{
    return m_behind.isEmpty() ? m_text : m_text + u"  "_s + plainText(m_behind);
}

QString ElidedLabel::shownText() const
{
    const int behind = fontMetrics().horizontalAdvance(plainText(m_behind));
    const int room = width() - gap() - std::min(behind, width() / 2);
    if (m_yielding.length == 0 || fontMetrics().horizontalAdvance(m_text) <= room)
        return fontMetrics().elidedText(m_text, m_mode, room);
    const QString front = m_text.first(m_yielding.from);
    const QString back = m_text.sliced(m_yielding.from + m_yielding.length);
    const int left = room - fontMetrics().horizontalAdvance(front + back);
    if (left < minimumSizeHint().width())
        return fontMetrics().elidedText(m_text, m_mode, room);
    const QString part = m_text.sliced(m_yielding.from, m_yielding.length);
    return front + fontMetrics().elidedText(part, m_mode, left) + back;
}

int ElidedLabel::gap() const
{
    return m_behind.isEmpty() ? 0 : fontMetrics().horizontalAdvance(u"  "_s);
}

void ElidedLabel::setSecondary(bool secondary)
{
    m_secondary = secondary;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QChar(u'…')) * 3, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    const ColorRole color = m_secondary ? ColorRole::TextSecondary : ColorRole::Text;
    painter.setPen(theme.color(color));
    const QString text = shownText();
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (!m_behind.isEmpty())
        paintSpans(
            &painter, rect().adjusted(fontMetrics().horizontalAdvance(text) + gap(), 0, 0, 0),
            m_behind, theme, color);
}

void ElidedLabel::resizeEvent(QResizeEvent*)
{
    updateToolTip();
}

bool ElidedLabel::fits() const
{
    return fontMetrics().horizontalAdvance(text()) <= width();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fits() ? QString() : plainToolTip(text()));
}

} // namespace stateroom::ui
