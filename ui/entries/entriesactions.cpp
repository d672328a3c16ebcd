// SPDX-License-Identifier: GPL-3.0-or-later
// EntriesPanel: its actions, and what they do.
#include "ui/entries/choicebar.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/model/bulkactions.h"
#include "ui/model/commandtraits.h"
#include "ui/model/errortext.h"
#include "ui/style/icons.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"

#include <QActionGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

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
        action->setCheckable(true);
        action->setChecked(sort == SortBy::Key);
        connect(action, &QAction::triggered, this, [this, sort] { sortBy(sort); });
    };
    // In the order of SortBy.
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
    return QList<QAction*>{m_find} + m_sorts->actions() + QList<QAction*>{m_tree};
}

QList<QAction*> EntriesPanel::splitActions() const
{
    return m_delimiters->actions();
}

void EntriesPanel::setWritable(bool writable)
{
    for (QAction* action : {m_expire, m_remove})
        action->setEnabled(writable);
    for (QAction* action : m_expire->menu()->actions())
        action->setEnabled(writable);
}

// What is done

Result<void> EntriesPanel::setQuery(const ListQuery& query)
{
    auto set = m_model->setQuery(query);
    m_sorts->actions().at(int(m_model->query().sort))->setChecked(true);
    Q_EMIT m_model->headerDataChanged(Qt::Horizontal, 0, EntriesModel::ColumnCount - 1);
    return set;
}

void EntriesPanel::filterBy(const QString& text)
{
    ListQuery query = m_model->query();
    query.filter = text;
    const auto set = setQuery(query);
    m_filter->showTrouble(
        set ? QString()
            : expressionErrorText(set.error()) + u'\n' +
                  tr("Esc in the filter shows all keys again."));
    // Keys that were found by another filter are no answer: nothing can be done with them until
    // this one is understood.
    if (!set && m_view->hasFocus())
        m_filter->takeKeyboard();
    m_view->setEnabled(bool(set));
    updateContents();
    updateCount();
}

void EntriesPanel::sortBy(SortBy sort)
{
    if (m_tree->isChecked()) {
        // A tree stands in the order of its keys.
        if (sort == SortBy::Key)
            return;
        m_listSort = sort;
        m_listDescending = false;
        m_tree->setChecked(false);
        return;
    }
    ListQuery query = m_model->query();
    query.descending = query.sort == sort && !query.descending;
    query.sort = sort;
    std::ignore = setQuery(query);
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
    if (query.delimiter.isEmpty()) {
        m_listSort = query.sort;
        m_listDescending = query.descending;
    }
    query.delimiter.clear();
    query.expanded.clear();
    query.sort = tree ? SortBy::Key : m_listSort;
    query.descending = !tree && m_listDescending;
    if (tree)
        query.delimiter = m_delimiters->checkedAction()->data().toString().toUtf8();
    std::ignore = setQuery(query);
    if (tree && m_current)
        m_model->reveal(*m_current);
}

void EntriesPanel::findKey()
{
    m_filter->takeKeyboard();
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
