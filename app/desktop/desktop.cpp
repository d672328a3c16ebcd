// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktop.h"

#include <QApplication>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// The window's settings: with the data, where this process owns that; else in the user's place.
std::unique_ptr<QSettings> openSettings(const Store& store)
{
    if (store.mode() == StoreMode::Own)
        return std::make_unique<QSettings>(
            store.directory() + u"/window.ini"_s, QSettings::IniFormat);
    return std::make_unique<QSettings>(
        QSettings::IniFormat, QSettings::UserScope, u"stateroom"_s, u"window"_s);
}

} // namespace

Result<std::unique_ptr<Desktop>> Desktop::start(QApplication& app, ServiceOptions options)
{
    QString whyFollowing;
    auto service = Service::open(options);
    if (!service && service.error().code == ErrorCode::AlreadyOwned) {
        whyFollowing = tr("Another program serves this store. This window shows it, read-only.") +
                       u' ' + service.error().message;
        options.store.mode = StoreMode::Follow;
        service = Service::open(options);
    }
    if (!service)
        return failureOf(service);
    return std::unique_ptr<Desktop>(new Desktop(app, std::move(*service), whyFollowing));
}

Desktop::Desktop(QApplication& app, std::unique_ptr<Service> service, const QString& whyFollowing)
    : m_service(std::move(service))
    , m_status(serve(whyFollowing))
    , m_settings(openSettings(m_service->store()))
    , m_appearance(app)
    , m_window(std::make_unique<ui::MainWindow>(m_service->store(), m_appearance, *m_settings))
{
    m_window->showServer(m_status);
}

Desktop::~Desktop()
{
    m_window.reset();
    m_service->stop();
}

ui::ServerStatus Desktop::serve(const QString& whyFollowing)
{
    ui::ServerStatus status;
    if (!whyFollowing.isEmpty()) {
        status.state = ui::ServerStatus::State::Following;
        status.trouble = whyFollowing;
    } else if (const auto serving = m_service->serve(); serving) {
        status.state = ui::ServerStatus::State::Listening;
        status.url = m_service->url();
    } else {
        status.trouble = tr("Programs cannot reach this store at the moment; you can still read "
                            "and edit it here.") +
                         u' ' + serving.error().toString();
    }
    return status;
}

} // namespace stateroom
