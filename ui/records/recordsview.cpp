// SPDX-License-Identifier: GPL-3.0-or-later
// RecordsPanel: its table, and what is chosen in it.
#include "core/store/entry.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

struct ColumnPlan {
    CellLook look;
    ColumnNeed need;
};

/// Ids begin alike and are told apart by their ends. Where there is little room the moments go
/// first, then what is neither an id nor a state.
ColumnPlan planOf(const Field* field, const QByteArray& name)
{
    const int shortId = roomFor(u"age…02nvr"_s, fixedFont()) + metrics::gap16;
    if (field == nullptr && name == "id")
        return {{.fixedFont = true, .elide = Qt::ElideMiddle}, {.least = shortId}};
    if (field == nullptr)
        return {{.secondary = true}, {.rank = 2, .whole = true}};
    switch (field->type) {
    case FieldType::Moment:
        return {{.secondary = true}, {.rank = 2, .whole = true}};
    case FieldType::Reference:
        return {{.fixedFont = true, .elide = Qt::ElideMiddle}, {.least = shortId, .rank = 1}};
    case FieldType::Number:
        return {{.alignment = Qt::AlignRight}, {.least = 64, .rank = 1, .whole = true}};
    case FieldType::Choice:
    case FieldType::Boolean:
        return {{}, {.least = 56, .whole = true}};
    case FieldType::Text:
    case FieldType::Url:
        return {{}, {.least = 104, .rank = 1}};
    case FieldType::Object:
    case FieldType::Flags:
    case FieldType::Choices:
        return {{}, {.least = 88, .rank = 1}};
    }
    Q_UNREACHABLE();
}

} // namespace

void RecordsPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Records"));
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->horizontalHeader()->setSectionsClickable(true);
    m_columns = new ColumnFit(*m_view);
    // Of many records those at the other end are not there yet.
    const auto make = [this](const QString& text, Qt::Key key, RecordsModel::From end) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, end] { goToEnd(end); });
        m_view->addAction(action);
        return action;
    };
    m_first = make(tr("First record"), Qt::Key_Home, RecordsModel::From::Begin);
    m_last = make(tr("Last record"), Qt::Key_End, RecordsModel::From::End);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0 && m_model->readsFrom() == RecordsModel::From::End)
            m_model->readOn();
    });
    connect(m_model, &RecordsModel::rowsInserted, this, &RecordsPanel::keepPlace);
}

void RecordsPanel::setUpColumns()
{
    const Resource& resource = *m_model->resource();
    std::vector<ColumnNeed> needs;
    std::size_t growing = 0;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QByteArray& name = resource.columns[column];
        const Field* field = resource.field(name);
        ColumnPlan plan = planOf(field, name);
        if (column == 0) {
            plan.look.leftPadding = metrics::gap16;
            plan.need.least += metrics::gap8;
        }
        if (field != nullptr && field->type == FieldType::Text)
            growing = needs.size();
        needs.push_back(plan.need);
        auto* former = m_view->itemDelegateForColumn(column);
        m_view->setItemDelegateForColumn(column, new CellDelegate(plan.look, m_view));
        delete former;
    }
    if (growing > 0)
        needs[growing].grows = true;
    m_columns->setNeeds(std::move(needs));
    m_fitColumns = true;
    fillSortMenu();
}

void RecordsPanel::fillSortMenu()
{
    m_sorts->clear();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QAction* action = m_sorts->addAction(
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        connect(action, &QAction::triggered, m_model, [this, column] { m_model->sortBy(column); });
    }
    m_sorts->addSeparator();
    m_sorts->addActions({m_first, m_last});
}

// The ends of many records

void RecordsPanel::goToEnd(RecordsModel::From end)
{
    if (m_model->rowCount() == 0 || !m_view->isEnabled())
        return;
    if (m_model->readsFrom() == end || !m_model->hasMore()) {
        chooseEnd(end);
        return;
    }
    m_wantedEnd = end;
    m_model->readFrom(end);
}

void RecordsPanel::chooseEnd(RecordsModel::From end)
{
    const bool last = end == RecordsModel::From::End;
    m_view->setCurrentIndex(m_model->index(last ? m_model->rowCount() - 1 : 0, 0));
    if (last)
        m_view->scrollToBottom();
    else
        m_view->scrollToTop();
    chooseRow();
}

/// What comes above moves nothing of what is seen.
void RecordsPanel::keepPlace(const QModelIndex&, int first, int last)
{
    if (first > 0 || m_model->readsFrom() != RecordsModel::From::End || !m_model->isSearching())
        return;
    QScrollBar* bar = m_view->verticalScrollBar();
    const int seen = bar->value();
    m_view->doItemsLayout(); // so that there is something to scroll in
    bar->setValue(seen + (last - first + 1) * metrics::rowHeight);
}

// The choice

void RecordsPanel::chooseRow()
{
    const QModelIndex index = m_view->currentIndex();
    if (m_changingByItself || !index.isValid())
        return;
    const QByteArray id = m_model->idAt(index.row());
    if (m_current == id)
        return;
    m_current = id;
    if (!std::exchange(m_chooseFirst, false))
        m_notice->end(m_told); // the user goes on
    Q_EMIT chosen({m_model->resource()->space(), Key(id)});
}

void RecordsPanel::selectCurrent()
{
    const int row = m_current ? m_model->rowOf(*m_current) : -1;
    if (row < 0)
        m_view->clearSelection(); // the keyboard stays where it is
    else if (!m_view->selectionModel()->isRowSelected(row))
        m_view->setCurrentIndex(m_model->index(row, 0));
}

void RecordsPanel::afterLoad()
{
    m_changingByItself = false;
    m_notice->end(m_readFailure);
    updateContents();
    updateCount();
    if (m_fitColumns && m_model->rowCount() > 0) {
        m_fitColumns = false;
        m_columns->fitContents();
    }
    if (const auto end = std::exchange(m_wantedEnd, std::nullopt); end && m_model->rowCount() > 0) {
        chooseEnd(*end);
    } else if (m_current) {
        selectCurrent();
    } else if (m_chooseFirst && m_model->rowCount() > 0) {
        m_view->setCurrentIndex(m_model->index(0, 0));
        chooseRow();
    }
}

} // namespace stateroom::ui
