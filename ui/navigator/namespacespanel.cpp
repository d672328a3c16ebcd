// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigator/namespacespanel.h"

#include "ui/model/roles.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/parts.h"

#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// A heading, or a namespace with its count at the right.
class NamespaceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        const override
    {
        painter->save();
        const bool heading = index.data(HeadingRole).toBool();
        if (!heading)
            paintRowGround(painter, option, option.state & QStyle::State_MouseOver, true);
        const Theme& theme = Theme::of(option.palette);
        const QString count = QLocale().toString(index.data(CountRole).toLongLong());
        QRect rect = option.rect.adjusted(metrics::gap16, 0, -metrics::gap12, 0);
        if (heading)
            rect.setTop(rect.bottom() - metrics::rowHeight + 1);
        painter->setFont(heading ? uiFont(TextSize::Small, QFont::DemiBold) : uiFont());
        painter->setPen(theme.color(ColorRole::TextSecondary));
        if (!heading) {
            painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, count);
            rect.setRight(
                rect.right() - painter->fontMetrics().horizontalAdvance(count) - metrics::gap8);
            painter->setPen(theme.color(ColorRole::Text));
        }
        const QString name = painter->fontMetrics().elidedText(
            index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, rect.width());
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const bool spaced = index.data(HeadingRole).toBool() && index.row() > 0;
        return {0, metrics::rowHeight + (spaced ? metrics::gap8 : 0)};
    }
};

} // namespace

NamespacesPanel::NamespacesPanel(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_model(new NamespacesModel(store, this))
    , m_view(new QListView)
{
    // First of all who hear of it: when the chosen row goes, the view chooses another by itself.
    connect(m_model, &NamespacesModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
    connect(m_model, &NamespacesModel::rowsRemoved, this, [this] { m_removing = false; });
    arrange();
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &NamespacesPanel::chooseRow);
    connect(m_view, &QListView::activated, this, &NamespacesPanel::activated);
    connect(m_model, &NamespacesModel::refreshed, this, &NamespacesPanel::afterRefresh);
}

void NamespacesPanel::setCurrent(const Namespace& space)
{
    if (m_current == space)
        return;
    m_current = space;
    showCurrent();
    Q_EMIT currentChanged(m_current);
}

void NamespacesPanel::arrange()
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new NamespaceDelegate(m_view));
    m_view->setProperty("ground", u"window"_s);
    m_view->setMouseTracking(true);
    m_view->setEditTriggers(QListView::NoEditTriggers);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Namespaces"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::gap8, 0, 0);
    layout->addWidget(m_view);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"window"_s);
    setMinimumWidth(150);
}

void NamespacesPanel::chooseRow(const QModelIndex& index)
{
    const Namespace space = m_model->at(index);
    if (!m_removing && !space.isNull())
        setCurrent(space);
}

void NamespacesPanel::showCurrent()
{
    const QModelIndex row = m_model->indexOf(m_current);
    if (row.isValid())
        m_view->setCurrentIndex(row);
    else
        m_view->selectionModel()->clear();
}

void NamespacesPanel::afterRefresh()
{
    if (m_current.isNull() && m_model->rowCount() > 1)
        setCurrent(m_model->at(m_model->index(1))); // below the first heading
    else if (!(m_model->at(m_view->currentIndex()) == m_current))
        showCurrent();
}

} // namespace stateroom::ui
