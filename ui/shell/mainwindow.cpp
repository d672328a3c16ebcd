// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/inspector/inspectorpanel.h"
#include "ui/shell/browseplace.h"
#include "ui/shell/placerail.h"
#include "ui/style/appearance.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"window/geometry"_s;
const QString appearanceKey = u"window/appearance"_s;
const QString browseId = u"browse"_s;

} // namespace

MainWindow::MainWindow(Store& store, Appearance& appearance, QSettings& settings)
    : m_store(store)
    , m_appearance(appearance)
    , m_settings(settings)
    , m_quit(new QAction(tr("Quit"), this))
    , m_browse(new BrowsePlace(store, settings, this))
    , m_badge(new ServerBadge)
    , m_notice(new NoticeBar)
    , m_rail(new PlaceRail)
    , m_places(new QStackedWidget)
{
    setWindowTitle(u"Stateroom"_s);
    setWindowIcon(programIcon());
    appearance.setChoice(SchemeChoice(std::clamp(settings.value(appearanceKey).toInt(), 0, 2)));
    m_quit->setShortcut(QKeySequence::Quit);
    connect(m_quit, &QAction::triggered, this, &QWidget::close);
    arrange();
    addBrowse();
    restoreGeometry(m_settings.value(geometryKey).toByteArray());
    showPlace(browseId);
}

MainWindow::~MainWindow()
{
    m_settings.setValue(geometryKey, saveGeometry());
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
    if (status.trouble.isEmpty())
        m_notice->clear();
    else
        m_notice->tell(
            status.state == ServerStatus::State::Following ? NoticeKind::Info : NoticeKind::Warning,
            status.trouble);
    m_browse->setServer(status);
}

void MainWindow::goTo(const EntryName& name)
{
    showPlace(browseId);
    m_browse->goTo(name);
}

// Places

void MainWindow::addPlace(Place place)
{
    auto* action = new QAction(glyphIcon(place.glyph), place.title, this);
    action->setCheckable(true);
    action->setShortcut(place.shortcut);
    connect(action, &QAction::triggered, this, [this, id = place.id] { showPlace(id); });
    m_rail->add(action, place.atEnd);
    m_menus.view->insertAction(m_menus.endOfPlaces, action);
    m_mounted.push_back({std::move(place), action, nullptr});
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
    mounted.action->setChecked(true);
    mounted.widget->setFocus(Qt::OtherFocusReason);
}

void MainWindow::addBrowse()
{
    addPlace(
        {.id = browseId,
         .glyph = Glyph::Browse,
         .title = tr("Browse"),
         .shortcut = Qt::ALT | Qt::Key_1,
         .make = [this] { return m_browse; }});
}

// The frame

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
    setMinimumSize(968, 540);
    resize(1288, 780);
}

QWidget* MainWindow::makeHeader()
{
    auto* header = makePane(Ground::Window);
    auto* title = makeLabel(u"Stateroom"_s);
    title->setFont(uiFont(TextSize::Body, QFont::Bold));
    WindowActions actions;
    actions.file = {
        m_browse->newKeyAction(), inspector().saveAction(), inspector().removeAction(),
        m_badge->copyAction()};
    actions.entry = inspector().entryActions();
    actions.entry.append(m_browse->deletedAction());
    actions.go = m_browse->goActions();
    actions.live = {live().pauseAction()};
    actions.quit = m_quit;
    const auto choose = [this](SchemeChoice choice) {
        m_appearance.setChoice(choice);
        m_settings.setValue(appearanceKey, int(choice));
    };
    m_menus = makeMenus(actions, m_appearance.choice(), choose, this);
    auto* row = new QWidget;
    row->setFixedHeight(metrics::headerHeight);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap12);
    layout->addWidget(title);
    layout->addWidget(m_menus.bar, 0, Qt::AlignVCenter);
    layout->addStretch(1);
    layout->addWidget(m_badge);
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(row);
    column->addWidget(makeHairline(Qt::Horizontal));
    return header;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_browse->mayClose()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

} // namespace stateroom::ui
