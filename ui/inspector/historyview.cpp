// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/historyview.h"

#include "core/store/store.h"
#include "ui/inspector/differenceview.h"
#include "ui/inspector/historymodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// A button with text for an action; it says the shortcut in its tooltip.
QPushButton* makeButton(QAction* action)
{
    auto* button = new QPushButton(action->text());
    const auto show = [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setToolTip(toolTipOf(*action));
    };
    QObject::connect(action, &QAction::changed, button, show);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    show();
    return button;
}

} // namespace

HistoryView::HistoryView(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new HistoryModel(store, this))
    , m_view(new ListTable)
    , m_difference(new DifferenceView(store))
{
    makeActions();
    setUpView();
    auto* lower = new QWidget;
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bar = makeBar();
    column->addWidget(m_bar);
    column->addWidget(m_difference, 1);
    m_difference->setCommands({m_restore, m_mark});
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_view);
    rows->addWidget(lower);
    rows->setStretchFactor(0, 2);
    rows->setStretchFactor(1, 3);
    constexpr int fewestRows = 3;
    m_view->setMinimumHeight((1 + fewestRows) * metrics::rowHeight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(rows);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &HistoryView::left);
    connect(m_model, &HistoryModel::loaded, this, &HistoryView::takeLoaded);
    choose();
}

void HistoryView::makeActions()
{
    m_restore = new QAction(glyphIcon(Glyph::Restore), tr("Restore this version"), this);
    connect(m_restore, &QAction::triggered, this, &HistoryView::askRestore);
    m_mark = new QAction(glyphIcon(Glyph::Compare), tr("Compare others with this"), this);
    m_mark->setShortcut(Qt::Key_Space);
    m_mark->setShortcutContext(Qt::WidgetShortcut);
    connect(m_mark, &QAction::triggered, this, &HistoryView::toggleMark);
    m_request = new QAction(glyphIcon(Glyph::Requests), tr("Show its request"), this);
    m_request->setShortcut(Qt::CTRL | Qt::Key_R);
    m_request->setShortcutContext(Qt::WidgetShortcut);
    connect(m_request, &QAction::triggered, this, [this] {
        Q_EMIT requestWanted(m_model->requestIdOf(m_view->currentIndex().row()));
    });
}

void HistoryView::offerRequests()
{
    m_view->addAction(m_request);
}

void HistoryView::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Versions"));
    m_view->addActions({m_mark, m_restore});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(HistoryModel::VersionColumn, {.leftPadding = metrics::gap16});
    look(HistoryModel::WhatColumn, {});
    look(HistoryModel::WhenColumn, {.secondary = true});
    look(HistoryModel::WhoColumn, {.secondary = true});
    look(HistoryModel::ValueColumn, {.fixedFont = true});
    setUpColumns();
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &HistoryView::choose);
}

void HistoryView::setUpColumns()
{
    const int who = metrics::gap16 + std::max(
                                         roomFor(HistoryModel::windowText(), uiFont()),
                                         roomFor(HistoryModel::expiryText(), uiFont()));
    // The value goes first: what of it differs stands below.
    m_columns = new ColumnFit(*m_view);
    m_columns->setNeeds(
        {{.whole = true},
         {.whole = true},
         {.whole = true},
         {.least = who},
         {.least = 72, .rank = 1, .grows = true}});
}

QWidget* HistoryView::makeBar()
{
    auto* bar = new QWidget;
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(metrics::gap16, metrics::gap8, metrics::gap12, metrics::gap8);
    row->setSpacing(metrics::gap8);
    row->addWidget(makeButton(m_restore));
    row->addWidget(makeButton(m_mark));
    row->addStretch(1);
    auto* layout = new QVBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buttons);
    layout->addWidget(makeHairline(Qt::Horizontal));
    return bar;
}

/// Where it is low the versions and what differs need the room of the bar: its commands stand as
/// signs beside the difference then.
void HistoryView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    constexpr int roomForBar = 400;
    m_bar->setVisible(height() >= roomForBar);
    m_difference->showCommands(height() < roomForBar);
}

void HistoryView::open(const EntryName& name)
{
    if (!(name == m_name))
        m_difference->clear();
    m_name = name;
    m_model->open(name);
}

void HistoryView::close()
{
    m_name = EntryName();
    m_model->close();
    m_difference->clear();
}

void HistoryView::setWritable(bool writable)
{
    m_writable = writable;
    choose();
}

void HistoryView::takeLoaded()
{
    m_columns->fitContents();
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(0, 0));
    else
        choose();
}

void HistoryView::choose()
{
    const int row = m_view->currentIndex().row();
    const bool some = row >= 0 && row < m_model->rowCount();
    m_mark->setEnabled(some);
    m_request->setEnabled(some && !m_model->requestIdOf(row).isEmpty());
    // The newest is what is there now; a removal holds nothing to restore.
    m_restore->setEnabled(
        some && m_writable && leavesValue(m_model->rowAt(row).op) &&
        (row > 0 || !leavesValue(m_model->rowAt(0).op)));
    if (!some) {
        m_difference->clear();
        return;
    }
    const Version chosen = m_model->rowAt(row).version;
    const bool marked = m_model->mark() == chosen;
    m_mark->setText(
        marked ? tr("Compare each with the one before") : tr("Compare others with this"));
    Version other = row + 1 < m_model->rowCount() ? m_model->rowAt(row + 1).version : Version();
    if (m_model->mark().value() != 0 && !marked)
        other = m_model->mark();
    m_difference->compare(m_name, std::min(other, chosen), std::max(other, chosen));
}

void HistoryView::toggleMark()
{
    const int row = m_view->currentIndex().row();
    if (row < 0)
        return;
    const Version chosen = m_model->rowAt(row).version;
    m_model->setMark(m_model->mark() == chosen ? Version() : chosen);
    choose();
}

void HistoryView::askRestore()
{
    const int row = m_view->currentIndex().row();
    if (row < 0 || !m_restore->isEnabled())
        return;
    const Version version = m_model->rowAt(row).version;
    m_store.read(
        [name = m_name, version](Reader& reader) { return reader.version(name, version); }, this,
        [this, name = m_name](const Result<Change>& change) {
            if (change && change->value && name == m_name)
                Q_EMIT restoreWanted(*change->value, change->version);
        });
}

} // namespace stateroom::ui
