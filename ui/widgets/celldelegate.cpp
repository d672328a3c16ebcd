// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/celldelegate.h"

#include "ui/model/roles.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/listtable.h"

#include <QHeaderView>
#include <QPainter>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int draftDot = 6;
constexpr int troubleSign = 14;
constexpr int markedSign = 12;
constexpr qreal markedGround = 0.5; ///< of a glow

ColorRole colorOf(SpanKind kind, ColorRole plain)
{
    switch (kind) {
    case SpanKind::Plain:
        return plain;
    case SpanKind::Name:
        return ColorRole::JsonName;
    case SpanKind::String:
        return ColorRole::JsonString;
    case SpanKind::Number:
        return ColorRole::JsonNumber;
    case SpanKind::Keyword:
        return ColorRole::JsonKeyword;
    case SpanKind::Punctuation:
    case SpanKind::Muted:
        return ColorRole::TextSecondary;
    case SpanKind::Added:
        return ColorRole::Added;
    case SpanKind::Removed:
        return ColorRole::Removed;
    case SpanKind::Changed:
        return ColorRole::Changed;
    }
    Q_UNREACHABLE();
}

bool hasKeyboard(const QStyleOptionViewItem& option)
{
    return option.widget != nullptr && option.widget->hasFocus() && option.widget->isActiveWindow();
}

void paintGlow(QPainter* painter, const QRect& rect, const Theme& theme, qreal strength)
{
    QColor color = theme.color(ColorRole::Accent);
    color.setAlphaF(float(0.22 * std::clamp(strength, 0.0, 1.0)));
    painter->fillRect(rect, color);
}

/// The sign stands where the cell begins, before its text.
void paintMarked(
    QPainter* painter, const QStyleOptionViewItem& option, const Theme& theme, bool first)
{
    if (!(option.state & QStyle::State_Selected))
        paintGlow(painter, option.rect, theme, markedGround);
    if (first)
        glyphIcon(Glyph::Compare, GlyphTone::Accent)
            .paint(
                painter, QRect(
                             option.rect.left() + 3, option.rect.center().y() - markedSign / 2,
                             markedSign, markedSign));
}

ColorRole colorOf(Trouble trouble, ColorRole plain)
{
    switch (trouble) {
    case Trouble::None:
        return plain;
    case Trouble::Refused:
        return ColorRole::Warning;
    case Trouble::Failed:
        return ColorRole::Removed;
    }
    Q_UNREACHABLE();
}

/// A sign right before a text of this width, which keeps the rest.
void paintTrouble(
    QPainter* painter, QRect& rect, Trouble trouble, Qt::Alignment alignment, int textWidth)
{
    constexpr int size = troubleSign;
    const GlyphTone tone = trouble == Trouble::Failed ? GlyphTone::Error : GlyphTone::Warning;
    int left = rect.left();
    if (alignment & Qt::AlignRight)
        left = std::max(left, rect.right() + 1 - textWidth - metrics::gap4 - size);
    glyphIcon(Glyph::Alert, tone)
        .paint(painter, QRect(left, rect.center().y() - size / 2, size, size));
    rect.setLeft(left + size + metrics::gap4);
}

void paintDraftDot(QPainter* painter, QRect& rect, const Theme& theme)
{
    const QRect dot(rect.right() - draftDot, rect.center().y() - draftDot / 2, draftDot, draftDot);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(ColorRole::Accent));
    painter->drawEllipse(dot);
    rect.setRight(dot.left() - metrics::gap4);
}

} // namespace

CellDelegate::CellDelegate(const CellLook& look, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_look(look)
{
}

void CellDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const auto* table = qobject_cast<const ListTable*>(option.widget);
    const Theme& theme = Theme::of(option.palette);
    if (!(option.state & QStyle::State_Enabled)) {
        painter->fillRect(option.rect, theme.color(ColorRole::Surface)); // no selection below
        painter->setOpacity(0.45);
    }
    if (const QVariant glow = index.data(GlowRole); glow.isValid())
        paintGlow(painter, option.rect, theme, glow.toDouble());
    paintRowGround(
        painter, option, table != nullptr && table->hoveredRow() == index.row(),
        index.column() == 0);
    if (index.data(MarkedRole).toBool())
        paintMarked(painter, option, theme, index.column() == 0);
    QRect rect =
        option.rect.adjusted(m_look.leftPadding, 0, -rightPadding(option.widget, index), 0);
    if (const QVariant depth = index.data(DepthRole); depth.isValid() && index.column() == 0) {
        const QRect sign = signRect(option.rect, depth.toInt(), m_look);
        if (const QVariant open = index.data(ExpandedRole); open.isValid())
            glyphIcon(open.toBool() ? Glyph::ChevronDown : Glyph::ChevronRight)
                .paint(painter, sign);
        rect.setLeft(sign.right() + metrics::gap4);
    }
    if (index.column() == 0 && index.data(DraftRole).toBool())
        paintDraftDot(painter, rect, theme);
    painter->setFont(m_look.fixedFont ? fixedFont() : uiFont());
    paintText(painter, rect, index, theme);
    painter->restore();
}

void CellDelegate::paintText(
    QPainter* painter, const QRect& rect, const QModelIndex& index, const Theme& theme) const
{
    const bool ofGroup = index.column() > 0 && index.data(ExpandedRole).isValid();
    const ColorRole plain =
        m_look.secondary || ofGroup ? ColorRole::TextSecondary : ColorRole::Text;
    const QVariant spans = index.data(SpansRole);
    if (spans.isValid()) {
        paintSpans(painter, rect, spans.value<Spans>(), theme, plain);
        return;
    }
    const QString whole = index.data(Qt::DisplayRole).toString();
    const auto marks = index.data(MarksRole).value<TextMarks>();
    paintMarks(painter, rect, whole, marks, theme);
    const auto trouble = index.data(TroubleRole).value<Trouble>();
    QRect left = rect;
    if (trouble != Trouble::None)
        paintTrouble(painter, left, trouble, m_look.alignment, roomFor(whole, painter->font()));
    painter->setPen(theme.color(colorOf(trouble, plain)));
    const QString text = painter->fontMetrics().elidedText(
        whole, marks.isEmpty() ? m_look.elide : Qt::ElideRight, left.width());
    painter->drawText(left, int(m_look.alignment) | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

QRect CellDelegate::signRect(const QRect& cell, int depth, const CellLook& look)
{
    const int left = cell.left() + look.leftPadding - metrics::gap4 + depth * metrics::gap16;
    return {left, cell.center().y() - metrics::iconSize / 2, metrics::iconSize, metrics::iconSize};
}

/// The last one stands as far from the edge as its title.
int CellDelegate::rightPadding(const QWidget* widget, const QModelIndex& index) const
{
    const auto* table = qobject_cast<const ListTable*>(widget);
    const bool isLast = table != nullptr && !table->horizontalHeader()->isHidden() &&
                        table->lastShownColumn() == index.column();
    return std::max(m_look.rightPadding, isLast ? metrics::gap16 : 0);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int text =
        roomFor(index.data(Qt::DisplayRole).toString(), m_look.fixedFont ? fixedFont() : uiFont());
    const bool hasSign = index.data(TroubleRole).value<Trouble>() != Trouble::None;
    const int sign = hasSign ? troubleSign + metrics::gap4 : 0;
    return {
        text + sign + m_look.leftPadding + rightPadding(option.widget, index), metrics::rowHeight};
}

void paintMarks(
    QPainter* painter, const QRect& rect, const QString& text, const TextMarks& marks,
    const Theme& theme)
{
    if (text.isRightToLeft())
        return;
    const QFontMetrics font = painter->fontMetrics();
    for (const TextMark& mark : marks) {
        const int from = font.horizontalAdvance(text, mark.start);
        const int width = font.horizontalAdvance(text, mark.start + mark.length) - from;
        const QRect ground(rect.left() + from, rect.top() + 4, width, rect.height() - 8);
        painter->fillRect(ground.intersected(rect), theme.color(ColorRole::Match));
    }
}

void paintRowGround(QPainter* painter, const QStyleOptionViewItem& option, bool hovered, bool first)
{
    const Theme& theme = Theme::of(option.palette);
    if (option.state & QStyle::State_Selected) {
        const bool keyboard = hasKeyboard(option);
        painter->fillRect(
            option.rect,
            theme.color(keyboard ? ColorRole::Selection : ColorRole::SelectionInactive));
        if (keyboard && first)
            painter->fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                theme.color(ColorRole::Accent));
    } else if (hovered) {
        painter->fillRect(option.rect, theme.color(ColorRole::Hover));
    }
}

void paintSpans(
    QPainter* painter, const QRect& rect, const Spans& spans, const Theme& theme, ColorRole plain)
{
    const QFontMetrics font = painter->fontMetrics();
    const auto widthOf = [&font](const QString& text) { return font.horizontalAdvance(text); };
    QRect left = rect;
    for (const Span& span : fittedSpans(spans, rect.width(), widthOf)) {
        painter->setPen(theme.color(colorOf(span.kind, plain)));
        painter->drawText(left, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, span.text);
        left.setLeft(left.left() + font.horizontalAdvance(span.text));
    }
}

} // namespace stateroom::ui
