// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "core/store/store.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/model/commandtraits.h"
#include "ui/palette/commandpalette.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/shell/placerail.h"
#include "ui/shell/tray.h"
#include "ui/style/appearance.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/readingorder.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString appearanceKey = QString::fromLatin1(SettingsPanel::appearanceKey);
const QString placeKey = u"window/place"_s;
const QString browseId = u"browse"_s;
const QString settingsId = u"settings"_s;

} // namespace

MainWindow::MainWindow(Store& store, Appearance& appearance, QSettings& settings)
    : m_store(store)
    , m_appearance(appearance)
    , m_settings(settings)
    , m_quit(new QAction(tr("Quit"), this))
    , m_search(new QAction(tr("Search namespaces and keys, or run a command"), this))
    , m_browse(new BrowsePlace(store, settings, this))
    , m_badge(new ServerBadge)
    , m_notice(new NoticeBar)
    , m_rail(new PlaceRail)
    , m_places(new QStackedWidget)
    , m_tray(new Tray(this, m_quit))
{
    setWindowTitle(u"Stateroom"_s);
    setWindowIcon(programIcon());
    appearance.setChoice(SchemeChoice(std::clamp(settings.value(appearanceKey).toInt(), 0, 2)));
    makeActions();
    arrange();
    addBrowse();
    addSettings();
    m_palette = new CommandPalette(
        store, [this] { return commands(); }, this);
    connect(m_palette, &CommandPalette::wanted, this, &MainWindow::goTo);
    connect(m_browse, &BrowsePlace::shownWanted, this, [this] { showPlace(browseId); });
    connect(m_palette, &CommandPalette::namespaceWanted, this, [this](const Namespace& space) {
        showPlace(browseId);
        m_browse->goTo(space);
    });
    connect(m_tray, &Tray::wanted, this, &MainWindow::bringUp);
    m_tray->setOn(SettingsPanel::staysInTray(settings));
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    m_lastPlace = m_settings.value(placeKey).toString();
    showPlace(browseId);
    showPlace(m_lastPlace);
}

MainWindow::~MainWindow()
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(placeKey, currentPlace());
}

NamespacesPanel& MainWindow::namespaces()
{
    return m_browse->namespaces();
}

EntriesPanel& MainWindow::entries()
{
    return m_browse->entries();
}

InspectorPanel& MainWindow::inspector()
{
    return m_browse->inspector();
}

LivePanel& MainWindow::live()
{
    return m_browse->live();
}

void MainWindow::showServer(const ServerStatus& status)
{
    m_badge->show(status);
    m_url = status.url;
    m_mayServe = status.state != ServerStatus::State::Following;
    QList<NoticeAction> actions;
    if (status.offer != 0)
        actions << NoticeAction{tr("Serve on port %1").arg(status.offer), [this, status] {
                                    Q_EMIT portWanted(status.offer);
                                }};
    if (status.state == ServerStatus::State::Stopped)
        actions << NoticeAction{tr("Choose a port…"), [this] {
                                    showPlace(settingsId);
                                    m_settingsPanel->focusPort();
                                }};
    if (status.ownerGone)
        actions << NoticeAction{tr("Take over"), [this] { Q_EMIT takeOverWanted(); }};
    if (status.trouble.isEmpty())
        m_notice->clear();
    else
        m_notice->tell(
            m_mayServe ? NoticeKind::Warning : NoticeKind::Info, status.trouble, actions);
    m_browse->setServer(status);
    if (m_settingsPanel != nullptr)
        m_settingsPanel->showAddress(m_url);
    m_tray->setToolTip(m_url.isEmpty() ? u"Stateroom"_s : u"Stateroom, "_s + m_url);
    Q_EMIT serverShown();
}

void MainWindow::goTo(const EntryName& name)
{
    showPlace(browseId);
    m_browse->goTo(name);
}

void MainWindow::bringUp()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return moveFocusByReading(*this, next);
}

// Places

void MainWindow::addPlace(Place place)
{
    auto* action = new QAction(glyphIcon(place.glyph), place.title, this);
    action->setCheckable(true);
    const auto isNumbered = [](const Mounted& each) { return !each.place.atEnd; };
    const auto number = 1 + std::count_if(m_mounted.begin(), m_mounted.end(), isNumbered);
    action->setShortcut(place.atEnd ? place.shortcut : QKeySequence(u"Alt+%1"_s.arg(number)));
    connect(action, &QAction::triggered, this, [this, id = place.id] { showPlace(id); });
    m_rail->add(action, place.atEnd);
    const auto atEnd = std::find_if_not(m_mounted.begin(), m_mounted.end(), isNumbered);
    m_menus.view->insertAction(
        place.atEnd || atEnd == m_mounted.end() ? m_menus.endOfPlaces : atEnd->action, action);
    m_mounted.push_back({std::move(place), action, nullptr});
    if (m_mounted.back().place.id == m_lastPlace && currentPlace() == browseId)
        present(m_mounted.back());
}

void MainWindow::showPlace(const QString& id)
{
    const auto found = std::find_if(m_mounted.begin(), m_mounted.end(), [&](const Mounted& each) {
        return each.place.id == id;
    });
    if (found != m_mounted.end())
        present(*found);
}

QString MainWindow::currentPlace() const
{
    for (const Mounted& each : m_mounted)
        if (each.widget != nullptr && each.widget == m_places->currentWidget())
            return each.place.id;
    return {};
}

void MainWindow::present(Mounted& mounted)
{
    if (mounted.widget == nullptr) {
        mounted.widget = mounted.place.make();
        m_places->addWidget(mounted.widget);
    }
    m_places->setCurrentWidget(mounted.widget);
    m_browse->setShown(mounted.widget == m_browse);
    mounted.action->setChecked(true);
    mounted.widget->setFocus(Qt::OtherFocusReason);
}

void MainWindow::addBrowse()
{
    addPlace({.id = browseId, .glyph = Glyph::Browse, .title = tr("Browse"), .make = [this] {
                  return m_browse;
              }});
}

void MainWindow::addSettings()
{
    const auto make = [this] {
        m_settingsPanel = new SettingsPanel(
            m_appearance, m_settings, {m_store.directory(), Tray::isThere(), m_mayServe}, this);
        m_settingsPanel->showAddress(m_url);
        connect(m_settingsPanel, &SettingsPanel::portWanted, this, &MainWindow::portWanted);
        connect(m_settingsPanel, &SettingsPanel::staysInTrayChanged, m_tray, &Tray::setOn);
        return m_settingsPanel;
    };
    addPlace(
        {.id = settingsId,
         .glyph = Glyph::Settings,
         .title = tr("Settings"),
         .shortcut = Qt::CTRL | Qt::Key_Comma,
         .make = make,
         .atEnd = true});
}

QList<QAction*> MainWindow::commands() const
{
    QList<QAction*> found;
    QSet<QString> known;
    for (QAction* action : findChildren<QAction*>()) {
        if (action->text().isEmpty() || action->isSeparator() || action->menu() != nullptr ||
            !action->isEnabled() || !action->isVisible() || action == m_search ||
            known.contains(commandName(*action)))
            continue;
        known.insert(commandName(*action));
        found.append(action);
    }
    return found;
}

// The frame

void MainWindow::makeActions()
{
    m_quit->setShortcut(QKeySequence::Quit);
    setCommandTraits(m_quit, {.careful = true});
    connect(m_quit, &QAction::triggered, this, [this] {
        m_quitting = true;
        close();
        m_quitting = false;
    });
    m_search->setShortcut(Qt::CTRL | Qt::Key_K);
    connect(m_search, &QAction::triggered, this, [this] { m_palette->open(); });
    connect(&m_appearance, &Appearance::choiceChanged, this, [this](SchemeChoice choice) {
        m_settings.setValue(appearanceKey, int(choice));
    });
}

void MainWindow::arrange()
{
    auto* body = new QWidget;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(makeHairline(Qt::Vertical));
    row->addWidget(m_places, 1);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addLayout(row, 1);
    setMenuWidget(makeHeader());
    setCentralWidget(body);
    setMinimumSize(leastSize);
    resize(1288, 780);
}

QWidget* MainWindow::makeHeader()
{
    auto* header = makePane(Ground::Window);
    auto* title = makeLabel(u"Stateroom"_s);
    title->setFont(uiFont(TextSize::Body, QFont::Bold));
    WindowActions actions;
    actions.file = {
        m_search, m_browse->newKeyAction(), inspector().saveAction(), inspector().removeAction(),
        m_badge->copyAction()};
    actions.entry = inspector().entryActions();
    actions.entry.append(m_browse->deletedAction());
    actions.entry.append(m_browse->nextEditAction());
    actions.entry.append(m_browse->undoAction());
    actions.live = live().actions();
    actions.help = {m_badge->docsAction()};
    actions.quit = m_quit;
    actions.list = m_browse->entries().viewActions();
    for (QAction* action : m_browse->goActions())
        (action->isCheckable() ? actions.list : actions.go).append(action);
    actions.split = m_browse->entries().splitActions();
    m_menus = makeMenus(actions, m_appearance, this);
    auto* row = new QWidget;
    row->setFixedHeight(metrics::headerHeight);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap12);
    layout->addWidget(title);
    layout->addWidget(m_menus.bar, 0, Qt::AlignVCenter);
    layout->addStretch(1);
    layout->addWidget(makeSearchButton(), 20); // up to what it needs
    layout->addStretch(1);
    layout->addWidget(m_badge);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(row);
    column->addWidget(makeHairline(Qt::Horizontal));
    return header;
}

QWidget* MainWindow::makeSearchButton()
{
    auto* button = new QPushButton(m_search->icon(), {});
    button->setProperty("search", true);
    button->setIcon(glyphIcon(Glyph::Search));
    button->setAccessibleName(m_search->text());
    button->setToolTip(toolTipOf(*m_search));
    auto* keys = makeSecondaryLabel(m_search->shortcut().toString(QKeySequence::NativeText));
    keys->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* layout = new QHBoxLayout(button);
    // Not the button's own text, which would run below the keys.
    auto* text = new ElidedLabel(Qt::ElideRight);
    text->setText(m_search->text());
    text->setSecondary(true);
    text->setAttribute(Qt::WA_TransparentForMouseEvents);
    const QMargins around(metrics::gap12 + metrics::iconSize + metrics::gap8, 0, metrics::gap12, 0);
    layout->setContentsMargins(around);
    layout->setSpacing(metrics::gap8);
    constexpr int usual = 460;
    const int needed = around.left() + roomFor(m_search->text(), uiFont()) + metrics::gap24 +
                       keys->sizeHint().width() + around.right();
    button->setMaximumWidth(std::max(usual, needed));
    layout->addWidget(text, 1);
    layout->addWidget(keys);
    connect(button, &QPushButton::clicked, m_search, &QAction::trigger);
    return button;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_tray->isOn() && !m_quitting) {
        event->ignore(); // the window is only put away; nothing in it is lost
        hide();
        return;
    }
    if (!m_browse->mayClose()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
    Q_EMIT ended();
}

} // namespace stateroom::ui
