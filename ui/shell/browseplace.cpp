// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/browseplace.h"

#include "core/store/store.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/shell/bulkundo.h"
#include "ui/shell/samples.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
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

QSplitter* makeSplitter(Qt::Orientation orientation)
{
    auto* splitter = new QSplitter(orientation);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

QString nameForUser(const EntryName& name)
{
    if (name.space.isNull())
        return BrowsePlace::tr("a new key");
    return displayText(name.space.text()) + u"  "_s + displayText(name.key.bytes());
}

} // namespace

BrowsePlace::BrowsePlace(Store& store, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_settings(settings)
    , m_undo(new BulkUndo(this))
{
    makeActions();
    arrange();
    connectPanes();
    setTabOrderOfPanes();
    setFocusProxy(&m_entries->view());
    m_columns->restoreState(m_settings.value(columnsKey).toByteArray());
    m_rows->restoreState(m_settings.value(rowsKey).toByteArray());
    m_live->setStrip(m_settings.value(stripKey).toBool());
    m_entries->restore(m_settings);
}

BrowsePlace::~BrowsePlace()
{
    m_settings.setValue(columnsKey, m_columns->saveState());
    m_settings.setValue(rowsKey, m_rows->saveState());
    m_settings.setValue(stripKey, m_live->isStrip());
    m_entries->save(m_settings);
}

void BrowsePlace::setServer(const ServerStatus& status)
{
    m_server = status;
    const bool writable = status.state != ServerStatus::State::Following;
    m_newKey->setEnabled(writable);
    m_entries->setWritable(writable);
    m_inspector->setServerUrl(status.url);
    m_namespaces->setWritable(writable);
    m_undo->setWritable(writable);
    updateWelcome();
}

QAction* BrowsePlace::undoAction()
{
    return m_undo->action();
}

void BrowsePlace::goTo(const EntryName& name)
{
    if (name.space == m_namespaces->current()) {
        m_entries->show(name.space, name.key);
    } else {
        m_wantedKey = name.key;
        m_namespaces->setCurrent(name.space);
    }
    m_inspector->showEntry(name);
}

// The parts

void BrowsePlace::makeActions()
{
    m_newKey = new QAction(glyphIcon(Glyph::Add), tr("New key"), this);
    m_newKey->setShortcut(QKeySequence::New);
    connect(m_newKey, &QAction::triggered, this, &BrowsePlace::startNewKey);

    m_deleted = new QAction(tr("Deleted keys…"), this);
    m_deleted->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    connect(m_deleted, &QAction::triggered, this, [this] {
        m_inspector->showDeleted(m_namespaces->current());
    });

    const auto go = [this](const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        m_go.append(action);
    };
    const auto goToPane = [this](int pane) {
        return [this, pane] { panes().at(pane)->setFocus(Qt::ShortcutFocusReason); };
    };
    go(tr("Go to namespaces"), Qt::CTRL | Qt::Key_1, goToPane(0));
    go(tr("Go to keys"), Qt::CTRL | Qt::Key_2, goToPane(1));
    go(tr("Go to the value"), Qt::CTRL | Qt::Key_3, goToPane(2));
    go(tr("Go to live changes"), Qt::CTRL | Qt::Key_4, goToPane(3));
    go(tr("Next pane"), Qt::Key_F6, [this] { stepPane(1); });
    go(tr("Previous pane"), Qt::SHIFT | Qt::Key_F6, [this] { stepPane(-1); });
}

void BrowsePlace::arrange()
{
    m_pages = new QStackedWidget;
    QWidget* panes = makePanes();
    m_pages->addWidget(panes);
    m_pages->addWidget(makeWelcome());
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
    m_namespaces->addAction(m_entries->filterAction());
    m_undo->follow(m_namespaces->bulk());
    m_undo->follow(m_entries->bulk());
    m_namespaces->view().addAction(m_undo->action());
    m_entries->view().addAction(m_undo->action());

    m_columns = makeSplitter(Qt::Horizontal);
    m_columns->addWidget(m_namespaces);
    m_columns->addWidget(m_entries);
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

QWidget* BrowsePlace::makeWelcome()
{
    m_welcome = new EmptyPlace;
    m_welcome->setAttribute(Qt::WA_StyledBackground);
    m_welcome->setProperty("ground", u"surface"_s);
    m_welcome->setTitle(tr("Nothing is stored yet"));
    m_welcome->addBelow(makeWelcomeButtons());
    return m_welcome;
}

QWidget* BrowsePlace::makeWelcomeButtons()
{
    auto* own = new QPushButton(m_newKey->text());
    own->setToolTip(toolTipOf(*m_newKey));
    connect(own, &QPushButton::clicked, m_newKey, &QAction::trigger);
    auto* samples = new QPushButton(tr("Add sample data"));
    connect(samples, &QPushButton::clicked, this, &BrowsePlace::addSamples);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(own);
    layout->addWidget(samples);
    connect(
        m_newKey, &QAction::changed, row, [this, row] { row->setVisible(m_newKey->isEnabled()); });
    return row;
}

void BrowsePlace::addSamples()
{
    writeSamples(m_store, this, [this](const Result<int>& written) {
        if (!written)
            m_welcome->setSentence(errorText(written.error()));
    });
}

void BrowsePlace::connectPanes()
{
    connect(m_namespaces, &NamespacesPanel::currentChanged, this, &BrowsePlace::showNamespace);
    connect(m_namespaces, &NamespacesPanel::firstKeyWanted, m_newKey, &QAction::trigger);
    connect(m_namespaces, &NamespacesPanel::activated, this, [this] {
        m_entries->view().setFocus(Qt::OtherFocusReason);
    });
    connect(&m_namespaces->model(), &NamespacesModel::refreshed, this, &BrowsePlace::afterRefresh);
    connect(m_entries, &EntriesPanel::chosen, m_inspector, &InspectorPanel::showEntry);
    connect(m_entries, &EntriesPanel::removeWanted, m_inspector->removeAction(), &QAction::trigger);
    connect(m_entries, &EntriesPanel::activated, m_inspector, &InspectorPanel::focusValue);
    connect(m_inspector, &InspectorPanel::left, this, [this] {
        m_entries->view().setFocus(Qt::OtherFocusReason);
    });
    connect(m_inspector, &InspectorPanel::created, this, &BrowsePlace::goTo);
    connect(m_inspector, &InspectorPanel::wanted, this, &BrowsePlace::goTo);
    connect(m_inspector, &InspectorPanel::creationCancelled, this, [this] {
        m_entries->show(m_namespaces->current());
        m_entries->view().setFocus(Qt::OtherFocusReason);
        updateWelcome();
    });
    connect(m_inspector, &InspectorPanel::unsavedChanged, this, [this] {
        m_entries->model().setDrafts(m_inspector->unsavedKeys(m_namespaces->current()));
    });
    connect(m_inspector, &InspectorPanel::expiryWanted, this, [this] {
        if (!m_entries->askExpiryOfMany())
            m_inspector->askExpiry();
    });
    connect(m_inspector, &InspectorPanel::watchWanted, m_live, &LivePanel::watch);
    connect(m_live, &LivePanel::activated, this, &BrowsePlace::goTo);
    connect(m_live, &LivePanel::stripChanged, this, [this] {
        const QList<int> sizes = m_rows->sizes();
        const int wanted = m_live->wantedHeight();
        m_rows->setSizes({sizes[0] + sizes[1] - wanted, wanted});
    });
    connect(m_live, &LivePanel::left, this, [this] {
        m_entries->view().setFocus(Qt::OtherFocusReason);
    });
}

void BrowsePlace::setTabOrderOfPanes()
{
    QWidget* before = nullptr;
    for (QWidget* pane : panes()) {
        if (before != nullptr)
            setTabOrder(before, pane);
        before = pane;
    }
}

// What happens

void BrowsePlace::showNamespace(const Namespace& space)
{
    const auto key = std::exchange(m_wantedKey, std::nullopt);
    m_entries->show(space, key);
    m_entries->setTotal(m_namespaces->model().keyCount(space));
    m_entries->model().setDrafts(m_inspector->unsavedKeys(space));
    if (!key && m_namespaces->model().keyCount(space) == 0)
        m_inspector->showNothing();
}

void BrowsePlace::startNewKey()
{
    m_entries->clearChoice();
    m_inspector->startNew(m_namespaces->current());
    updateWelcome();
    m_inspector->focusForm();
}

void BrowsePlace::afterRefresh()
{
    m_entries->setTotal(m_namespaces->model().keyCount(m_namespaces->current()));
    updateWelcome();
}

void BrowsePlace::updateWelcome()
{
    const NamespacesModel& model = m_namespaces->model();
    const bool empty = model.isLoaded() && model.rowCount() == 0 &&
                       m_namespaces->current().isNull() && !m_inspector->isCreating();
    m_pages->setCurrentIndex(empty ? 1 : 0);
    if (m_server.url.isEmpty()) {
        m_welcome->setSentence(tr("Begin with a key of your own."));
        m_welcome->setCommand({});
    } else {
        m_welcome->setSentence(tr("Write a first value from any program, for example:"));
        m_welcome->setCommand(
            uR"(curl %1/v1/state/wf-1/status -d '{"value":{"step":"researching"}}')"_s.arg(
                m_server.url));
    }
}

QList<QWidget*> BrowsePlace::panes() const
{
    return {&m_namespaces->view(), &m_entries->view(), &m_inspector->editor(), &m_live->view()};
}

void BrowsePlace::stepPane(int by)
{
    const QList<QWidget*> all = panes();
    const QList<QWidget*> areas{m_namespaces, m_entries, m_inspector, m_live};
    qsizetype at = by > 0 ? -1 : all.size();
    for (qsizetype i = 0; i < areas.size(); ++i)
        if (areas[i]->isAncestorOf(focusWidget()))
            at = i;
    // One that is not there at the moment, as the editor of no entry, is left out.
    for (qsizetype step = 0; step < all.size(); ++step) {
        at = (at + by + all.size()) % all.size();
        if (all[at]->isVisible()) {
            all[at]->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

bool BrowsePlace::mayClose()
{
    const QList<EntryName> unsaved = m_inspector->unsaved();
    if (unsaved.isEmpty() || m_inspector->keepEdits())
        return true;
    QStringList names;
    for (const EntryName& name : unsaved)
        names << nameForUser(name);
    constexpr qsizetype shown = 6;
    if (names.size() > shown) {
        names.resize(shown);
        names << u"…"_s;
    }
    QMessageBox box(
        QMessageBox::Warning, u"Stateroom"_s,
        tr("%Ln edits have not been saved.", nullptr, int(unsaved.size())), QMessageBox::NoButton,
        this);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(names.join(u'\n'));
    const auto* discard = box.addButton(tr("Discard and close"), QMessageBox::DestructiveRole);
    auto* stay = box.addButton(tr("Keep editing"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == discard;
}

} // namespace stateroom::ui
