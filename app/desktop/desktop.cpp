// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktop.h"

#include "ui/shell/serverplaces.h"
#include "ui/shell/servertext.h"
#include "ui/shell/translation.h"

#include <QApplication>
#include <QLocale>
#include <QProcess>
#include <QScreen>

#include <chrono>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// The window's settings: with the data, where this process owns that; else in the user's place,
/// where those that stand with the data go first, but none of them is changed.
/// What is said from here on is said in the language that stands there.
std::unique_ptr<QSettings> openSettings(QApplication& app, const Store& store)
{
    std::unique_ptr<QSettings> settings;
    const QString withData = store.directory() + u"/window.ini"_s;
    if (store.mode() == StoreMode::Own)
        settings = std::make_unique<QSettings>(withData, QSettings::IniFormat);
    else
        settings = std::make_unique<QSettings>(
            QSettings::IniFormat, QSettings::UserScope, u"stateroom"_s, u"window"_s);
    if (store.mode() == StoreMode::Follow) {
        const QSettings remembered(withData, QSettings::IniFormat);
        const QStringList keys = remembered.allKeys();
        for (const QString& key : keys)
            settings->setValue(key, remembered.value(key));
    }
    QLocale::setDefault(ui::chosenLanguage(*settings));
    ui::installTranslation(app, QLocale());
    return settings;
}

constexpr std::chrono::seconds ownerWatchInterval(2);

} // namespace

Result<std::unique_ptr<Desktop>> Desktop::start(QApplication& app, ServiceOptions options)
{
    std::unique_ptr<SingleInstance> instance;
    if (options.store.mode != StoreMode::Ephemeral)
        instance = std::make_unique<SingleInstance>(options.store.directory);
    auto service = Service::open(options);
    if (!service && service.error().code == ErrorCode::AlreadyOwned) {
        if (instance && instance->callFirst())
            return std::unique_ptr<Desktop>();
        instance.reset();
        options.store.mode = StoreMode::Follow;
        service = Service::open(options);
    }
    if (!service)
        return failureOf(service);
    if (instance)
        instance->listen();
    return std::unique_ptr<Desktop>(
        new Desktop(app, std::move(*service), std::move(instance), options.http.port));
}

Desktop::Desktop(
    QApplication& app, std::unique_ptr<Service> service, std::unique_ptr<SingleInstance> instance,
    quint16 port)
    : m_service(std::move(service))
    , m_instance(std::move(instance))
    , m_settings(openSettings(app, m_service->store()))
    , m_appearance(app)
    , m_window(std::make_unique<ui::MainWindow>(m_service->store(), m_appearance, *m_settings))
{
    ui::addServerPlaces(*m_window, *m_service);
    QApplication::setQuitOnLastWindowClosed(false); // the window decides whether it ends
    QObject::connect(
        m_window.get(), &ui::MainWindow::ended, &app, [] { QCoreApplication::exit(); });
    QObject::connect(
        m_window.get(), &ui::MainWindow::portWanted, m_window.get(),
        [this](quint16 wanted) { serveAgain(wanted); });
    if (m_instance)
        QObject::connect(
            m_instance.get(), &SingleInstance::called, m_window.get(), &ui::MainWindow::bringUp);
    if (m_service->store().mode() != StoreMode::Follow) {
        m_status = statusOf(m_service->serve(port), port);
    } else {
        m_status.state = ui::ServerStatus::State::Following;
        m_status.url = m_service->owner().url;
        m_status.trouble = ui::followingText(m_service->owner());
        m_ownerWatch.setSingleShot(true);
        m_ownerWatch.setInterval(ownerWatchInterval);
        QObject::connect(&m_ownerWatch, &QTimer::timeout, m_window.get(), [this] { watchOwner(); });
        QObject::connect(m_window.get(), &ui::MainWindow::takeOverWanted, m_window.get(), [this] {
            takeOver();
        });
        m_ownerWatch.start();
    }
    m_window->showServer(m_status);
}

void Desktop::showWindow()
{
    m_window->resize(m_window->size().boundedTo(m_window->screen()->availableSize()));
    m_window->show();
}

Desktop::~Desktop()
{
    m_window.reset();
    m_service->stop();
}

ui::ServerStatus Desktop::statusOf(const Result<void>& serving, quint16 port) const
{
    ui::ServerStatus status;
    if (m_service->isServing()) {
        status.state = ui::ServerStatus::State::Listening;
        status.url = m_service->url();
    }
    if (serving)
        return status;
    status.trouble = ui::notServingText(serving.error(), port, m_service->isServing());
    if (serving.error().code == ErrorCode::AlreadyOwned)
        status.offer = port < 65'535 ? quint16(port + 1) : quint16(1'024);
    return status;
}

void Desktop::watchOwner()
{
    m_service->askOwnerGone(m_window.get(), [this](bool gone) {
        if (gone != m_status.ownerGone)
            showOwner(gone);
        m_ownerWatch.start();
    });
}

void Desktop::showOwner(bool gone)
{
    m_status.ownerGone = gone;
    const auto owner = m_service->owner();
    m_status.url = gone ? QString() : owner.url;
    m_status.trouble =
        gone ? tr("The program that served this store has ended. Take over to write and to serve "
                  "from this window.")
             : ui::followingText(owner);
    m_window->showServer(m_status);
    print(stderr, u"stateroom: "_s + m_status.trouble + u'\n');
}

void Desktop::takeOver()
{
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments)) {
        QCoreApplication::exit();
        return;
    }
    m_status.trouble = tr("The program could not be started anew. Close this window and open it "
                          "again to take over.");
    m_window->showServer(m_status);
}

void Desktop::serveAgain(quint16 port)
{
    m_service->serveOn(port, m_window.get(), [this, port](const Result<void>& serving) {
        m_status = statusOf(serving, port);
        m_window->showServer(m_status);
    });
}

} // namespace stateroom
