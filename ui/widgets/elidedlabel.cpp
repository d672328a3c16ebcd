// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/elidedlabel.h"

#include "ui/model/displaytext.h"
#include "ui/style/theme.h"
#include "ui/widgets/celldelegate.h"

#include <QPainter>

namespace stateroom::ui {

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent)
    : QWidget(parent)
    , m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text, const Spans& behind)
{
    if (text == m_text && behind == m_behind)
        return;
    m_text = text;
    m_behind = behind;
    setAccessibleName(this->text());
    updateToolTip();
    updateGeometry();
    update();
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
    const int wanted = fontMetrics().horizontalAdvance(plainText(m_behind));
    const QString text =
        fontMetrics().elidedText(m_text, m_mode, width() - std::min(wanted, width() / 2));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (!m_behind.isEmpty())
        paintSpans(
            &painter, rect().adjusted(fontMetrics().horizontalAdvance(text), 0, 0, 0), m_behind,
            theme, color);
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
