// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/browseplace.h"

#include "core/store/store.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/model/bulkactions.h"
#include "ui/model/recordspace.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/records/recordform.h"
#include "ui/records/recordspanel.h"
#include "ui/shell/bulkundo.h"
#include "ui/shell/recordsside.h"
#include "ui/shell/welcomepage.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QActionGroup>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

const QString columnsKey = u"window/columns"_s;
const QString rowsKey = u"window/rows"_s;
const QString stripKey = u"window/strip"_s;
const QString namespaceKey = u"browse/namespace"_s;
const QString emptiedKey = u"browse/emptied"_s;

QSplitter* makeSplitter(Qt::Orientation orientation)
{
    auto* splitter = new QSplitter(orientation);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

} // namespace

BrowsePlace::BrowsePlace(Store& store, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_settings(settings)
    , m_undo(new BulkUndo(this))
    , m_here(new QActionGroup(this))
{
    makeActions();
    arrange();
    connectPanes();
    gatherCommands();
    m_columns->restoreState(m_settings.value(columnsKey).toByteArray());
    m_rows->restoreState(m_settings.value(rowsKey).toByteArray());
    m_live->setStrip(m_settings.value(stripKey).toBool());
    m_entries->restore(m_settings);
    m_namespaces->emptiedAction()->setChecked(m_settings.value(emptiedKey).toBool());
    if (const auto last = Namespace::parse(m_settings.value(namespaceKey).toByteArray()))
        m_namespaces->setPreferred(*last);
    takeDrafts();
}

BrowsePlace::~BrowsePlace()
{
    m_settings.setValue(columnsKey, m_columns->saveState());
    m_settings.setValue(rowsKey, m_rows->saveState());
    m_settings.setValue(stripKey, m_live->isStrip());
    m_settings.setValue(emptiedKey, m_namespaces->emptiedAction()->isChecked());
    if (!m_namespaces->current().isNull())
        m_settings.setValue(namespaceKey, m_namespaces->current().text());
    m_entries->save(m_settings);
}

void BrowsePlace::setServer(const ServerStatus& status)
{
    const bool writable = status.state != ServerStatus::State::Following;
    m_newKey->setEnabled(writable);
    m_entries->setWritable(writable);
    m_inspector->setServerUrl(status.url);
    m_newRecord->setEnabled(writable);
    m_records->panel().setWritable(writable);
    m_records->panel().setServerUrl(status.url);
    m_namespaces->setWritable(writable);
    m_undo->setWritable(writable);
    m_welcome->setServerUrl(status.url);
    updateWelcome();
}

QAction* BrowsePlace::undoAction()
{
    return m_undo->action();
}

void BrowsePlace::goTo(const EntryName& name)
{
    m_wantedKey = name.key;
    if (name.space == m_namespaces->current()) {
        showList(name.space);
    } else {
        m_namespaces->setCurrent(name.space);
    }
    m_inspector->showEntry(name);
}

void BrowsePlace::goTo(const Namespace& space)
{
    m_namespaces->setCurrent(space);
    list().setFocus(Qt::OtherFocusReason);
}

RecordsPanel& BrowsePlace::records()
{
    return m_records->panel();
}

// The parts

void BrowsePlace::makeActions()
{
    m_newKey = new QAction(glyphIcon(Glyph::Add), tr("New key"), this);
    m_newKey->setShortcut(QKeySequence::New);
    connect(m_newKey, &QAction::triggered, this, &BrowsePlace::startNewKey);

    m_newRecord = new QAction(glyphIcon(Glyph::Add), tr("New record"), this);
    connect(m_newRecord, &QAction::triggered, this, &BrowsePlace::startNewKey);
    m_goRecords = new QAction(tr("Business records"), this);
    m_goRecords->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    connect(m_goRecords, &QAction::triggered, this, &BrowsePlace::showRecords);

    m_deleted = new QAction(tr("Deleted keys…"), this);
    m_deleted->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    connect(m_deleted, &QAction::triggered, this, [this] {
        comeForward();
        m_inspector->showDeleted(m_namespaces->current());
    });
    m_nextEdit = new QAction(tr("Next unsaved edit"), this);
    m_nextEdit->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    connect(m_nextEdit, &QAction::triggered, this, &BrowsePlace::goToNextEdit);

    const auto go = [this](const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        m_go.append(action);
    };
    const auto goToPane = [this](int pane) {
        return [this, pane] {
            comeForward();
            panes().at(pane)->setFocus(Qt::ShortcutFocusReason);
        };
    };
    go(tr("Go to namespaces"), Qt::CTRL | Qt::Key_1, goToPane(0));
    go(tr("Go to keys"), Qt::CTRL | Qt::Key_2, goToPane(1));
    go(tr("Go to the value"), Qt::CTRL | Qt::Key_3, [this] {
        comeForward();
        m_inspector->focusValue();
    });
    go(tr("Go to live changes"), Qt::CTRL | Qt::Key_4, [this] {
        comeForward();
        m_live->setStrip(false);
        m_live->view().setFocus(Qt::ShortcutFocusReason);
    });
    m_go.append(m_goRecords);
    go(tr("Next pane"), Qt::Key_F6, [this] { stepPane(1); });
    go(tr("Previous pane"), Qt::SHIFT | Qt::Key_F6, [this] { stepPane(-1); });
}

/// A group, since each of its commands is also enabled and disabled by its own pane.
void BrowsePlace::gatherCommands()
{
    m_here->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    QList<QAction*> anywhere{m_newKey,  m_newRecord, m_goRecords,
                             m_deleted, m_nextEdit,  m_undo->action()};
    anywhere << m_go.first(4) << m_namespaces->newAction();
    for (QAction* action : findChildren<QAction*>())
        if (!action->text().isEmpty() && action->menu() == nullptr &&
            action->actionGroup() == nullptr && !anywhere.contains(action))
            m_here->addAction(action);
}

void BrowsePlace::setShown(bool shown)
{
    m_shown = shown;
    if (!shown) {
        m_namespaces->goOn();
        m_entries->goOn();
    }
    for (QActionGroup* group : findChildren<QActionGroup*>())
        group->setEnabled(shown);
}

void BrowsePlace::comeForward()
{
    if (!m_shown)
        Q_EMIT shownWanted();
}

void BrowsePlace::arrange()
{
    m_pages = new QStackedWidget;
    QWidget* panes = makePanes();
    m_pages->addWidget(panes);
    m_welcome = new WelcomePage(m_store, m_newKey, m_namespaces->emptiedAction(), m_goRecords);
    m_pages->addWidget(m_welcome);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

QWidget* BrowsePlace::makePanes()
{
    m_namespaces = new NamespacesPanel(m_store);
    m_entries = new EntriesPanel(m_store, m_newKey);
    m_inspector = new InspectorPanel(m_store);
    m_live = new LivePanel(m_store);
    m_records = new RecordsSide(m_store, *m_inspector, m_newRecord, this);
    m_middle = new QStackedWidget;
    m_middle->addWidget(m_entries);
    m_middle->addWidget(&m_records->panel());
    m_go.append(m_records->backAction());
    m_go.append(m_records->asKeysAction());
    std::vector<Namespace> collections;
    for (const business::Resource& resource : business::catalogue().resources())
        if (recordsIn(resource.space()) != nullptr)
            collections.push_back(resource.space());
    m_namespaces->model().setStanding(std::move(collections));
    m_namespaces->addAction(m_entries->filterAction());
    m_entries->offerWhenEmpty(m_deleted);
    m_undo->follow(m_namespaces->bulk());
    m_undo->follow(m_entries->bulk());
    m_undo->follow(m_inspector->deleted().bulk());
    m_namespaces->view().addAction(m_undo->action());
    m_entries->view().addAction(m_undo->action());
    m_records->panel().view().addAction(m_undo->action());

    m_columns = makeSplitter(Qt::Horizontal);
    m_columns->addWidget(m_namespaces);
    m_columns->addWidget(m_middle);
    m_columns->addWidget(m_inspector);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 2);
    m_columns->setStretchFactor(2, 3);
    m_columns->setSizes({200, 540, 500});
    m_rows = makeSplitter(Qt::Vertical);
    m_rows->addWidget(m_columns);
    m_rows->addWidget(m_live);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    m_rows->setSizes({560, 36 + 5 * metrics::rowHeight + metrics::gap8});
    return m_rows;
}

void BrowsePlace::connectPanes()
{
    connect(m_namespaces, &NamespacesPanel::currentChanged, this, &BrowsePlace::showNamespace);
    connect(m_namespaces, &NamespacesPanel::aboutToAsk, this, &BrowsePlace::comeForward);
    connect(m_namespaces, &NamespacesPanel::firstKeyWanted, m_newKey, &QAction::trigger);
    connect(m_namespaces, &NamespacesPanel::activated, this, [this] {
        list().setFocus(Qt::OtherFocusReason);
    });
    connect(&m_namespaces->model(), &NamespacesModel::refreshed, this, &BrowsePlace::afterRefresh);
    connect(m_entries, &EntriesPanel::chosen, m_inspector, &InspectorPanel::showEntry);
    connect(m_entries, &EntriesPanel::removeWanted, m_inspector, &InspectorPanel::removeEntry);
    connect(
        m_inspector, &InspectorPanel::removed, this,
        [this](const EntryName& name, OperationId operation) {
            m_entries->bulk().takeRemoved(name, operation);
        });
    connect(m_entries, &EntriesPanel::activated, m_inspector, &InspectorPanel::focusValue);
    RecordsPanel& records = m_records->panel();
    connect(&records, &RecordsPanel::chosen, m_inspector, &InspectorPanel::showEntry);
    connect(&records, &RecordsPanel::removeWanted, m_inspector, &InspectorPanel::removeEntry);
    connect(&records, &RecordsPanel::activated, &m_records->form(), &RecordForm::takeKeyboard);
    connect(m_records, &RecordsSide::wanted, this, &BrowsePlace::showRecord);
    connect(m_records->asKeysAction(), &QAction::toggled, this, [this] {
        m_wantedKey = m_inspector->name().key;
        showNamespace(m_namespaces->current());
    });
    connect(m_inspector, &InspectorPanel::left, this, [this] {
        list().setFocus(Qt::OtherFocusReason);
    });
    connect(
        m_inspector, &InspectorPanel::created, this,
        qOverload<const EntryName&>(&BrowsePlace::goTo));
    connect(
        m_inspector, &InspectorPanel::wanted, this,
        qOverload<const EntryName&>(&BrowsePlace::goTo));
    connect(m_inspector, &InspectorPanel::creationCancelled, this, [this] {
        showList(m_namespaces->current());
        list().setFocus(Qt::OtherFocusReason);
        updateWelcome();
    });
    connect(m_inspector, &InspectorPanel::unsavedChanged, this, &BrowsePlace::takeDrafts);
    connect(m_inspector, &InspectorPanel::expiryWanted, this, [this] {
        if (!m_entries->askExpiryOfMany())
            m_inspector->askExpiry();
    });
    connect(m_inspector, &InspectorPanel::watchWanted, m_live, &LivePanel::watch);
    connect(m_live, &LivePanel::activated, this, qOverload<const EntryName&>(&BrowsePlace::goTo));
    connect(m_live, &LivePanel::stripChanged, this, [this] {
        const QList<int> sizes = m_rows->sizes();
        const int wanted = m_live->wantedHeight();
        m_rows->setSizes({sizes[0] + sizes[1] - wanted, wanted});
    });
    connect(m_live, &LivePanel::left, this, [this] { list().setFocus(Qt::OtherFocusReason); });
}

} // namespace stateroom::ui
