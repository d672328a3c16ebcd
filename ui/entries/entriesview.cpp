// SPDX-License-Identifier: GPL-3.0-or-later
// EntriesPanel: the table and what can be done in it.
#include "ui/entries/choicebar.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/entries/filterbar.h"
#include "ui/model/bulkactions.h"
#include "ui/model/commandtraits.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

const CellLook keyLook{.fixedFont = true, .leftPadding = metrics::gap16};
const QString keyWidthKey = u"list/keyWidth"_s;
const QString sortKey = u"list/sort"_s;
const QString descendingKey = u"list/descending"_s;
const QString treeKey = u"list/tree"_s;
const QString delimiterKey = u"list/delimiter"_s;

} // namespace

QWidget* EntriesPanel::makeHead(QAction* newKey)
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    m_count->hide();
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap12);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(makeToolButton(m_tree));
    layout->addWidget(makeToolButton(newKey));
    return head;
}

void EntriesPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Keys"));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(EntriesModel::KeyColumn, keyLook);
    look(EntriesModel::ValueColumn, {.fixedFont = true});
    look(EntriesModel::VersionColumn, {.secondary = true, .alignment = Qt::AlignRight});
    look(
        EntriesModel::AgeColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});
    look(
        EntriesModel::ExpiryColumn,
        {.secondary = true, .alignment = Qt::AlignRight, .rightPadding = metrics::gap16});
    setUpColumns();
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &EntriesPanel::chooseRow);
    connect(
        m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &EntriesPanel::updateChoice);
    // A row that is current already can be chosen again, after a new key was begun.
    connect(m_view, &ListTable::clicked, this, &EntriesPanel::chooseRow);
    connect(m_view, &ListTable::activated, this, &EntriesPanel::openRow);
    connect(m_view, &ListTable::sidestepped, this, &EntriesPanel::sidestep);
    connect(m_view, &ListTable::pressedAt, this, &EntriesPanel::pressSign);
    connect(m_view, &ListTable::typed, this, [this](const QString& text) {
        m_filter->takeKeyboard(text);
    });
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void EntriesPanel::setUpColumns()
{
    const QFontMetrics font(uiFont());
    auto* header = m_view->horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(EntriesModel::KeyColumn, QHeaderView::Interactive);
    header->setSectionResizeMode(EntriesModel::ValueColumn, QHeaderView::Stretch);
    header->resizeSection(EntriesModel::KeyColumn, 132);
    header->setSectionsClickable(true);
    const auto fit = [&](const QString& sample, int column) {
        const QString title =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + u" ↓"_s;
        header->resizeSection(
            column, std::max(font.horizontalAdvance(sample), font.horizontalAdvance(title)) +
                        metrics::gap24);
    };
    fit(u"v99999"_s, EntriesModel::VersionColumn);
    fit(u"28. Sept"_s, EntriesModel::AgeColumn); // the longest, in any language
    fit(u"23:59:59"_s, EntriesModel::ExpiryColumn);
    m_view->setColumnHidden(EntriesModel::ExpiryColumn, true);
    connect(header, &QHeaderView::sectionClicked, this, &EntriesPanel::sortByColumn);
}

void EntriesPanel::updateColumns()
{
    // The column is there while something expires.
    if (m_model->hasExpiries() == m_view->isColumnHidden(EntriesModel::ExpiryColumn))
        m_view->setColumnHidden(EntriesModel::ExpiryColumn, !m_model->hasExpiries());
}

void EntriesPanel::restore(const QSettings& settings)
{
    if (const int width = settings.value(keyWidthKey).toInt(); width >= 48)
        m_view->horizontalHeader()->resizeSection(EntriesModel::KeyColumn, width);
    const QString delimiter = settings.value(delimiterKey, u"/"_s).toString();
    for (QAction* each : m_delimiters->actions())
        each->setChecked(each->data().toString() == delimiter);
    ListQuery query;
    query.sort = SortBy(std::clamp(settings.value(sortKey).toInt(), 0, int(SortBy::Age)));
    query.descending = settings.value(descendingKey).toBool();
    setQuery(query);
    m_tree->setChecked(settings.value(treeKey).toBool());
}

void EntriesPanel::save(QSettings& settings) const
{
    settings.setValue(
        keyWidthKey, m_view->horizontalHeader()->sectionSize(EntriesModel::KeyColumn));
    settings.setValue(sortKey, int(m_model->query().sort));
    settings.setValue(descendingKey, m_model->query().descending);
    settings.setValue(treeKey, m_tree->isChecked());
    if (const QAction* delimiter = m_delimiters->checkedAction())
        settings.setValue(delimiterKey, delimiter->data());
}

// Actions

QAction*
EntriesPanel::addAction(const QString& text, const QKeySequence& keys, void (EntriesPanel::*run)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, run);
    m_view->addAction(action);
    return action;
}

void EntriesPanel::makeActions()
{
    auto* edit = new QAction(tr("Edit value"), m_view);
    edit->setShortcut(Qt::Key_F2);
    edit->setShortcutContext(Qt::WidgetShortcut);
    connect(edit, &QAction::triggered, this, &EntriesPanel::activated);
    m_view->addAction(edit);
    m_copy = addAction(tr("Copy key"), QKeySequence::Copy, &EntriesPanel::copyKeys);
    m_copy->setIcon(glyphIcon(Glyph::Copy));
    m_copyValues =
        addAction(tr("Copy as JSON"), Qt::CTRL | Qt::ALT | Qt::Key_C, &EntriesPanel::copyValues);
    m_expire = new QAction(tr("Expiry"), this);
    m_expire->setMenu(makeExpiryMenu());
    m_view->addAction(m_expire);
    m_remove = addAction(tr("Delete"), QKeySequence::Delete, &EntriesPanel::removeChosen);
    m_remove->setIcon(glyphIcon(Glyph::Delete));
    setCommandTraits(m_remove, {.careful = true});
    m_find = new QAction(tr("Filter keys"), this);
    m_find->setShortcut(QKeySequence::Find);
    m_find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_find, &QAction::triggered, this, &EntriesPanel::findKey);
    QWidget::addAction(m_find);
    makeSortActions();
    m_tree = new QAction(glyphIcon(Glyph::Tree), tr("Show keys as a tree"), this);
    m_tree->setCheckable(true);
    m_tree->setShortcut(Qt::CTRL | Qt::Key_T);
    connect(m_tree, &QAction::toggled, this, &EntriesPanel::setTree);
    makeDelimiterActions();
}

void EntriesPanel::makeSortActions()
{
    m_sorts = new QActionGroup(this);
    const auto add = [this](const QString& text, SortBy sort) {
        auto* action = new QAction(text, m_sorts);
        connect(action, &QAction::triggered, this, [this, sort] { sortBy(sort); });
    };
    add(tr("Sort by key"), SortBy::Key);
    add(tr("Sort by version"), SortBy::Version);
    add(tr("Sort by age"), SortBy::Age);
}

QMenu* EntriesPanel::makeExpiryMenu()
{
    using namespace std::chrono_literals;
    auto* menu = new QMenu(this);
    const auto add = [this, menu](const QString& text, std::optional<Milliseconds> after) {
        QAction* action = menu->addAction(text);
        //: A command: the chosen keys shall expire then, or never
        setCommandTraits(action, {.name = tr("Expiry: %1").arg(text)});
        connect(action, &QAction::triggered, this, [this, after] {
            m_bulk->expire(m_model->space(), chosenKeys(), after);
        });
    };
    add(tr("In 1 minute"), 1min);
    add(tr("In 1 hour"), 1h);
    add(tr("In 1 day"), 24h);
    add(tr("In 1 week"), 7 * 24h);
    //: Keys shall not expire
    add(tr("Never"), std::nullopt);
    return menu;
}

void EntriesPanel::makeDelimiterActions()
{
    m_delimiters = new QActionGroup(this);
    for (const auto& delimiter : {u"/"_s, u":"_s, u"."_s, u"-"_s, u"_"_s}) {
        //: How keys are split into a tree: at this sign
        auto* action = new QAction(tr("Split keys at %1").arg(delimiter), m_delimiters);
        action->setData(delimiter);
        action->setCheckable(true);
        action->setChecked(delimiter == u"/"_s);
        connect(action, &QAction::triggered, this, [this] {
            if (m_tree->isChecked())
                setTree(true);
            else
                m_tree->setChecked(true);
        });
    }
}

QList<QAction*> EntriesPanel::viewActions() const
{
    return QList<QAction*>{m_find} + m_sorts->actions() + QList<QAction*>{m_tree} +
           m_delimiters->actions();
}

void EntriesPanel::setWritable(bool writable)
{
    for (QAction* action : {m_expire, m_remove})
        action->setEnabled(writable);
    for (QAction* action : m_expire->menu()->actions())
        action->setEnabled(writable);
}

// What is done

bool EntriesPanel::setQuery(const ListQuery& query)
{
    const auto set = m_model->setQuery(query);
    m_filter->showTrouble(
        set ? QString()
            : tr("Not an expression at %1: %2").arg(set.error().offset).arg(set.error().message));
    Q_EMIT m_model->headerDataChanged(Qt::Horizontal, 0, EntriesModel::ColumnCount - 1);
    return bool(set);
}

void EntriesPanel::filterBy(const QString& text)
{
    ListQuery query = m_model->query();
    query.filter = text;
    setQuery(query);
}

void EntriesPanel::sortBy(SortBy sort)
{
    ListQuery query = m_model->query();
    query.descending = query.sort == sort && !query.descending;
    query.sort = sort;
    if (sort != SortBy::Key && m_tree->isChecked()) {
        m_tree->setChecked(false); // a tree stands in the order of its keys
        query.delimiter.clear();
    }
    setQuery(query);
}

void EntriesPanel::sortByColumn(int column)
{
    if (column == EntriesModel::KeyColumn)
        sortBy(SortBy::Key);
    else if (column == EntriesModel::VersionColumn)
        sortBy(SortBy::Version);
    else if (column == EntriesModel::AgeColumn)
        sortBy(SortBy::Age);
}

void EntriesPanel::setTree(bool tree)
{
    ListQuery query = m_model->query();
    query.delimiter.clear();
    query.expanded.clear();
    if (tree) {
        query.delimiter = m_delimiters->checkedAction()->data().toString().toUtf8();
        query.sort = SortBy::Key;
        query.descending = false;
    }
    setQuery(query);
    if (tree && m_current)
        m_model->reveal(*m_current);
}

void EntriesPanel::findKey()
{
    m_filter->takeKeyboard();
}

void EntriesPanel::sidestep(bool right)
{
    const QModelIndex index = m_view->currentIndex();
    if (!m_model->isGroup(index)) {
        if (const QModelIndex around = m_model->groupAround(index); !right && around.isValid())
            m_view->setCurrentIndex(around);
        return;
    }
    const bool open = m_model->isOpen(index);
    if (right != open)
        m_model->toggle(index);
    else if (right)
        m_view->setCurrentIndex(index.siblingAtRow(index.row() + 1));
    else if (const QModelIndex around = m_model->groupAround(index); around.isValid())
        m_view->setCurrentIndex(around);
}

void EntriesPanel::pressSign(const QModelIndex& index, const QPoint& place)
{
    if (!m_model->isGroup(index))
        return;
    const QRect cell = m_view->visualRect(index.siblingAtColumn(EntriesModel::KeyColumn));
    if (CellDelegate::signRect(cell, m_model->depthOf(index), keyLook)
            .adjusted(-4, -5, 4, 5)
            .contains(place))
        m_model->toggle(index);
}

void EntriesPanel::updateChoice()
{
    m_chosenRows = 0;
    const QItemSelection selection = m_view->selectionModel()->selection();
    for (const QItemSelectionRange& range : selection)
        m_chosenRows += range.height();
    m_choice->setCount(m_chosenRows);
    m_choice->setVisible(hasManyChosen());
    if (!hasManyChosen())
        m_expiry->hide();
    m_copy->setText(hasManyChosen() ? tr("Copy keys") : tr("Copy key"));
    m_model->setHeld(hasManyChosen());
}

std::vector<Key> EntriesPanel::chosenKeys() const
{
    return m_model->keysIn(m_view->selectionModel()->selection());
}

void EntriesPanel::copyKeys()
{
    QByteArray text;
    for (const Key& key : chosenKeys())
        text += (text.isEmpty() ? QByteArray() : QByteArray("\n")) + key.bytes();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
}

void EntriesPanel::copyValues()
{
    m_bulk->copyValues(m_model->space(), chosenKeys());
}

bool EntriesPanel::askExpiryOfMany()
{
    if (!hasManyChosen() || !m_expire->isEnabled())
        return false;
    m_expiring = chosenKeys(); // as many as are told, whatever comes meanwhile
    m_expiry->openForMany(int(std::min<std::size_t>(m_expiring.size(), INT_MAX)));
    return true;
}

void EntriesPanel::removeChosen()
{
    const QModelIndex index = m_view->currentIndex();
    if (!hasManyChosen() && !m_model->isGroup(index)) {
        Q_EMIT removeWanted();
        return;
    }
    auto keys = chosenKeys();
    if (keys.empty())
        return;
    m_view->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_bulk->remove(m_model->space(), std::move(keys));
}

} // namespace stateroom::ui
