// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/deletedview.h"

#include "core/store/store.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/model/bulkactions.h"
#include "ui/model/displaytext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/bulknotice.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

DeletedView::DeletedView(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new DeletedModel(store, this))
    , m_view(new ListTable)
    , m_none(new EmptyPlace)
    , m_notice(new NoticeBar)
    , m_bulk(new BulkActions(store, this))
    , m_told(new BulkNotice(*m_bulk, *m_notice, this))
    , m_title(new ElidedLabel(Qt::ElideRight))
    , m_state(new ElidedLabel(Qt::ElideMiddle))
    , m_all(new QPushButton(tr("Bring all back")))
    , m_bringBack(new QAction(glyphIcon(Glyph::Restore), tr("Bring this key back"), this))
{
    setUpView();
    m_none->setTitle(tr("No deleted keys"));
    m_none->setSentence(tr("Nothing that history knows of was deleted here."));
    m_all->setToolTip(tr("All that were deleted. What expired comes back one by one."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeBar());
    layout->addWidget(m_notice);
    layout->addWidget(makeHairline(Qt::Horizontal));
    layout->addWidget(m_view, 1);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &DeletedView::left);
    connect(m_model, &DeletedModel::loaded, this, &DeletedView::update);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_told->leave();
        m_bulk->bringBackAll(m_model->space());
    });
    connect(m_bringBack, &QAction::triggered, this, &DeletedView::bringBack);
    update();
}

QWidget* DeletedView::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(64);
    m_title->setFont(uiFont(TextSize::Title));
    m_title->setText(tr("Deleted keys"));
    m_state->setSecondary(true);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch(1);
    texts->addWidget(m_title);
    texts->addWidget(m_state);
    texts->addStretch(1);
    auto* close = new QAction(glyphIcon(Glyph::Close), tr("Close the list (Esc)"), this);
    connect(close, &QAction::triggered, this, &DeletedView::left);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    layout->setSpacing(metrics::gap8);
    layout->addLayout(texts, 1);
    layout->addWidget(makeToolButton(close));
    return head;
}

QWidget* DeletedView::makeBar()
{
    auto* bar = new QWidget;
    //: A button: the chosen key, which was deleted
    auto* one = new QPushButton(tr("Bring back"));
    one->setToolTip(toolTipOf(*m_bringBack));
    one->setAccessibleName(m_bringBack->text());
    connect(one, &QPushButton::clicked, m_bringBack, &QAction::trigger);
    connect(m_bringBack, &QAction::changed, one, [this, one] {
        one->setEnabled(m_bringBack->isEnabled());
    });
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, metrics::gap12);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(one);
    layout->addWidget(m_all);
    layout->addStretch(1);
    return bar;
}

void DeletedView::setUpView()
{
    m_bringBack->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_bringBack->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_bringBack);
    m_view->setModel(m_model);
    m_none->standOver(*m_view);
    m_view->setAccessibleName(tr("Deleted keys"));
    m_view->addAction(m_bringBack);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(
        DeletedModel::KeyColumn,
        {.fixedFont = true, .elide = Qt::ElideMiddle, .leftPadding = metrics::gap16});
    look(DeletedModel::ValueColumn, {.fixedFont = true});
    look(DeletedModel::WhatColumn, {.secondary = true});
    look(DeletedModel::WhenColumn, {.secondary = true, .rightPadding = metrics::gap16});
    m_columns = new ColumnFit(*m_view);
    m_columns->setNeeds(
        {{.least = 88}, {.least = 72, .grows = true}, {.rank = 1, .whole = true}, {.whole = true}});
    connect(m_view, &ListTable::activated, this, [this](const QModelIndex& index) {
        Q_EMIT activated(m_model->nameAt(index.row()));
    });
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &DeletedView::update);
}

void DeletedView::open(const Namespace& space)
{
    m_told->leave();
    m_model->open(space);
    update();
}

void DeletedView::close()
{
    m_model->close();
    m_told->leave();
}

void DeletedView::update()
{
    const bool writable = m_store.mode() != StoreMode::Follow;
    const int count = m_model->rowCount();
    m_all->setEnabled(writable && count > 0);
    m_bringBack->setEnabled(writable && m_view->currentIndex().isValid());
    updateState();
    if (count > 0 && !m_view->currentIndex().isValid()) {
        m_columns->fitContents();
        m_view->setCurrentIndex(m_model->index(0, 0));
    }
}

void DeletedView::updateState()
{
    const int count = m_model->rowCount();
    const bool looking = !m_model->isLoaded() && count == 0;
    QString found = tr("%Ln keys", nullptr, count);
    if (looking)
        found = tr("Looking…");
    else if (m_model->isCut())
        found = tr("The first %Ln keys", nullptr, count);
    m_state->setText(displayText(m_model->space().text()) + u" · "_s + found);
    m_none->setVisible(!looking && count == 0);
}

void DeletedView::bringBack()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    m_told->leave();
    m_bulk->bringBack(m_model->nameAt(current.row()));
}

} // namespace stateroom::ui
