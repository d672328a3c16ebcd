// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "core/store/store.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/model/displaytext.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/shell/windowmenus.h"
#include "ui/style/appearance.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString columnsKey = u"window/columns"_s;
const QString rowsKey = u"window/rows"_s;
const QString appearanceKey = u"window/appearance"_s;

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
        return MainWindow::tr("a new key");
    return displayText(name.space.text()) + u"  "_s + displayText(name.key.bytes());
}

} // namespace

MainWindow::MainWindow(Store& store, Appearance& appearance, QSettings& settings)
    : m_store(store)
    , m_appearance(appearance)
    , m_settings(settings)
    , m_badge(new ServerBadge)
    , m_notice(new NoticeBar)
{
    setWindowTitle(u"Stateroom"_s);
    setWindowIcon(programIcon());
    appearance.setChoice(SchemeChoice(std::clamp(settings.value(appearanceKey).toInt(), 0, 2)));
    makeActions();
    arrange();
    connectPlaces();
    setTabOrderOfPanes();
    restoreLayout();
    m_entries->view().setFocus();
}

MainWindow::~MainWindow()
{
    saveLayout();
}

void MainWindow::showServer(const ServerStatus& status)
{
    m_server = status;
    m_badge->show(status);
    if (status.trouble.isEmpty())
        m_notice->clear();
    else
        m_notice->tell(
            status.state == ServerStatus::State::Following ? NoticeKind::Info : NoticeKind::Warning,
            status.trouble);
    m_newKey->setEnabled(status.state != ServerStatus::State::Following);
    updateWelcome();
}

void MainWindow::goTo(const EntryName& name)
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

void MainWindow::makeActions()
{
    m_newKey = new QAction(glyphIcon(Glyph::Add), tr("New key"), this);
    m_newKey->setShortcut(QKeySequence::New);
    connect(m_newKey, &QAction::triggered, this, &MainWindow::startNewKey);
    m_quit = new QAction(tr("Quit"), this);
    m_quit->setShortcut(QKeySequence::Quit);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);

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

void MainWindow::arrange()
{
    m_pages = new QStackedWidget;
    QWidget* places = makePlaces();
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(places);
    m_pages->addWidget(makeWelcome());
    setMenuWidget(makeHeader());
    setCentralWidget(body);
    setMinimumSize(920, 540);
    resize(1240, 780);
}

QWidget* MainWindow::makeHeader()
{
    auto* header = makePane(Ground::Window);
    auto* title = makeLabel(u"Stateroom"_s);
    title->setFont(uiFont(TextSize::Body, QFont::Bold));
    WindowActions actions;
    actions.file = {
        m_newKey, m_inspector->saveAction(), m_inspector->removeAction(), m_badge->copyAction()};
    actions.go = m_go;
    actions.live = {m_live->pauseAction()};
    actions.quit = m_quit;
    const auto choose = [this](SchemeChoice choice) {
        m_appearance.setChoice(choice);
        m_settings.setValue(appearanceKey, int(choice));
    };
    auto* row = new QWidget;
    row->setFixedHeight(metrics::headerHeight);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap12);
    layout->addWidget(title);
    layout->addWidget(
        makeMenuBar(actions, m_appearance.choice(), choose, this), 0, Qt::AlignVCenter);
    layout->addStretch(1);
    layout->addWidget(m_badge);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(row);
    column->addWidget(makeHairline(Qt::Horizontal));
    return header;
}

QWidget* MainWindow::makePlaces()
{
    m_namespaces = new NamespacesPanel(m_store);
    m_entries = new EntriesPanel(m_store, m_newKey);
    m_inspector = new InspectorPanel(m_store);
    m_live = new LivePanel(m_store);
    QAction* remove = m_inspector->removeAction();
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut); // in the editor, Del deletes a character
    m_entries->view().addAction(remove);

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

QWidget* MainWindow::makeWelcome()
{
    m_welcome = new EmptyPlace;
    m_welcome->setAttribute(Qt::WA_StyledBackground);
    m_welcome->setProperty("ground", u"surface"_s);
    m_welcome->setTitle(tr("Nothing is stored yet"));
    auto* button = new QPushButton(m_newKey->text());
    button->setToolTip(toolTipOf(*m_newKey));
    connect(button, &QPushButton::clicked, m_newKey, &QAction::trigger);
    connect(m_newKey, &QAction::changed, button, [this, button] {
        button->setVisible(m_newKey->isEnabled());
    });
    m_welcome->addBelow(button);
    return m_welcome;
}

void MainWindow::connectPlaces()
{
    connect(m_namespaces, &NamespacesPanel::currentChanged, this, &MainWindow::showNamespace);
    connect(m_namespaces, &NamespacesPanel::activated, this, [this] {
        m_entries->view().setFocus(Qt::OtherFocusReason);
    });
    connect(&m_namespaces->model(), &NamespacesModel::refreshed, this, &MainWindow::afterRefresh);
    connect(m_entries, &EntriesPanel::chosen, m_inspector, &InspectorPanel::showEntry);
    connect(m_entries, &EntriesPanel::activated, m_inspector, &InspectorPanel::focusValue);
    connect(m_inspector, &InspectorPanel::left, this, [this] {
        m_entries->view().setFocus(Qt::OtherFocusReason);
    });
    connect(m_inspector, &InspectorPanel::created, this, &MainWindow::goTo);
    connect(m_inspector, &InspectorPanel::wanted, this, &MainWindow::goTo);
    connect(m_inspector, &InspectorPanel::creationCancelled, this, [this] {
        m_entries->show(m_namespaces->current());
        m_entries->view().setFocus(Qt::OtherFocusReason);
        updateWelcome();
    });
    connect(m_inspector, &InspectorPanel::unsavedChanged, this, [this] {
        m_entries->model().setDrafts(m_inspector->unsavedKeys(m_namespaces->current()));
    });
    connect(m_live, &LivePanel::activated, this, &MainWindow::goTo);
}

void MainWindow::setTabOrderOfPanes()
{
    QWidget* before = m_badge;
    for (QWidget* pane : panes()) {
        setTabOrder(before, pane);
        before = pane;
    }
}

// What happens

void MainWindow::showNamespace(const Namespace& space)
{
    const auto key = std::exchange(m_wantedKey, std::nullopt);
    m_entries->show(space, key);
    m_entries->setTotal(m_namespaces->model().keyCount(space));
    m_entries->model().setDrafts(m_inspector->unsavedKeys(space));
    if (!key && m_namespaces->model().keyCount(space) == 0)
        m_inspector->showNothing();
}

void MainWindow::startNewKey()
{
    m_entries->clearChoice();
    m_inspector->startNew(m_namespaces->current());
    updateWelcome();
    m_inspector->focusForm();
}

void MainWindow::afterRefresh()
{
    m_entries->setTotal(m_namespaces->model().keyCount(m_namespaces->current()));
    updateWelcome();
}

void MainWindow::updateWelcome()
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

QList<QWidget*> MainWindow::panes() const
{
    return {&m_namespaces->view(), &m_entries->view(), &m_inspector->editor(), &m_live->view()};
}

void MainWindow::stepPane(int by)
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

bool MainWindow::mayLoseEdits()
{
    const QList<EntryName> unsaved = m_inspector->unsaved();
    if (unsaved.isEmpty())
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

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayLoseEdits()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::restoreLayout()
{
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    m_columns->restoreState(m_settings.value(columnsKey).toByteArray());
    m_rows->restoreState(m_settings.value(rowsKey).toByteArray());
}

void MainWindow::saveLayout()
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(columnsKey, m_columns->saveState());
    m_settings.setValue(rowsKey, m_rows->saveState());
}

} // namespace stateroom::ui
