// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/mutationspanel.h"

#include "ui/studio/mutationsmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QHeaderView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

MutationsPanel::MutationsPanel(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_model(new MutationsModel(service, this))
    , m_view(new ListTable)
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
{
    setUpView();
    m_empty->setSentence(
        service.store().mode() == StoreMode::Follow
            ? tr("This window only reads the store: a window that serves it shows mutations.")
            : tr("No mutation of this campaign since the program began. Those of programs appear "
                 "here, too."));
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(m_model, &MutationsModel::refreshed, this, &MutationsPanel::update);
    update();
}

void MutationsPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Recent mutations"));
    using Model = MutationsModel;
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(Model::TimeColumn, {.fixedFont = true, .secondary = true, .leftPadding = metrics::gap16});
    look(Model::SubColumn, {});
    look(Model::AppColumn, {});
    look(Model::IdColumn, {.fixedFont = true, .secondary = true});
    look(Model::OutcomeColumn, {});
    look(Model::EffectColumn, {.fixedFont = true, .rightPadding = metrics::gap16});
    auto* header = m_view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(Model::EffectColumn, QHeaderView::Stretch);
    header->resizeSection(
        Model::TimeColumn,
        QFontMetrics(fixedFont()).horizontalAdvance(u"00:00:00.000"_s) + metrics::gap24);
    header->resizeSection(Model::SubColumn, 100);
    header->resizeSection(Model::AppColumn, 80);
    header->resizeSection(Model::IdColumn, 120);
    header->resizeSection(Model::OutcomeColumn, 90);
    const auto show = [this] {
        const QModelIndex index = m_view->currentIndex();
        if (index.isValid())
            Q_EMIT requestWanted(m_model->reportAt(index.row()).requestId);
    };
    auto* request = new QAction(glyphIcon(Glyph::Requests), tr("Show the request"), this);
    request->setShortcut(Qt::CTRL | Qt::Key_R);
    request->setShortcutContext(Qt::WidgetShortcut);
    connect(request, &QAction::triggered, this, show);
    m_view->addAction(request);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_view, &ListTable::activated, this, show);
}

void MutationsPanel::update()
{
    m_pages->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0);
}

} // namespace stateroom::ui
