// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/variabledelegate.h"

#include "ui/model/roles.h"
#include "ui/studio/variablesmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/listtable.h"

#include <QPainter>

namespace stateroom::ui {

namespace {

constexpr int gaugeHeight = 6;
constexpr int widestGauge = 120;

/// A bar; full in the colour of a warning, for then the next variable is refused.
void paintGauge(QPainter* painter, const QRect& rect, int used, int limit, const Theme& theme)
{
    const QRect whole(
        rect.left(), rect.center().y() - gaugeHeight / 2 + 1, std::min(rect.width(), widestGauge),
        gaugeHeight);
    const qreal share = limit > 0 ? std::min(1.0, double(used) / double(limit)) : 1.0;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(ColorRole::Hairline));
    painter->drawRoundedRect(whole, gaugeHeight / 2.0, gaugeHeight / 2.0);
    if (used == 0)
        return;
    QRectF filled = whole;
    filled.setWidth(std::max(double(gaugeHeight), whole.width() * share));
    painter->setBrush(theme.color(used >= limit ? ColorRole::Warning : ColorRole::Accent));
    painter->drawRoundedRect(filled, gaugeHeight / 2.0, gaugeHeight / 2.0);
}

} // namespace

VariableDelegate::VariableDelegate(const CellLook& look, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_cells(new CellDelegate(look, this))
    , m_leftPadding(look.leftPadding)
{
}

void VariableDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (!index.data(HeadingRole).toBool()) {
        m_cells->paint(painter, option, index);
        return;
    }
    const bool isName = index.column() == VariablesModel::NameColumn;
    const Theme& theme = Theme::of(option.palette);
    const auto* table = qobject_cast<const ListTable*>(option.widget);
    const QRect rect = option.rect.adjusted(m_leftPadding, 0, -metrics::gap8, 0);
    painter->save();
    painter->fillRect(option.rect, theme.color(ColorRole::Window));
    paintRowGround(painter, option, table != nullptr && table->hoveredRow() == index.row(), isName);
    if (index.column() == VariablesModel::TypeColumn) {
        paintGauge(
            painter, rect, index.data(CountRole).toInt(),
            index.data(VariablesModel::LimitRole).toInt(), theme);
    } else {
        painter->setFont(isName ? uiFont(TextSize::Body, QFont::DemiBold) : uiFont());
        painter->setPen(theme.color(isName ? ColorRole::Text : ColorRole::TextSecondary));
        const QString text = painter->fontMetrics().elidedText(
            index.data(Qt::DisplayRole).toString(), Qt::ElideRight, rect.width());
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    }
    painter->restore();
}

QSize VariableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return m_cells->sizeHint(option, index);
}

} // namespace stateroom::ui
