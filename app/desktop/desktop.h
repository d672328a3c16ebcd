// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/singleinstance.h"
#include "core/service/console.h"
#include "core/service/options.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/appearance.h"

#include <QSettings>
#include <QTimer>

class QApplication;

namespace stateroom {

/// The desktop program put together: the service, and a window on its store. Where the directory
/// belongs to another process it follows that one, reading only; where the port is taken the store
/// can be used all the same, and another port is offered. Either is said in the window.
class Desktop final {
    Q_DECLARE_TR_FUNCTIONS(Desktop)
    Q_DISABLE_COPY_MOVE(Desktop)

public:
    /// Opens the store and serves it. Nothing when a window is open on this directory already,
    /// which then has been brought up. Errors as Store::open, but for a directory that is in use.
    static Result<std::unique_ptr<Desktop>> start(QApplication& app, ServiceOptions options);

    /// Closes the window, then stops the server, then closes the store.
    ~Desktop();

    /// Where the server listens; empty when it does not.
    QString url() const { return m_status.url; }
    /// What kept it from serving, for people; empty when it serves.
    QString trouble() const { return m_status.trouble; }
    /// On stderr, as stateroomd does.
    void tellStart() const { stateroom::tellStart(*m_service); }
    /// No larger than the screen.
    void showWindow();

private:
    Desktop(
        QApplication& app, std::unique_ptr<Service> service,
        std::unique_ptr<SingleInstance> instance, quint16 port);
    /// What to show after an attempt to serve on this port.
    ui::ServerStatus statusOf(const Result<void>& serving, quint16 port) const;
    void serveAgain(quint16 port);
    /// Looks every so often, off this thread, whether the owner of the directory has gone.
    void watchOwner();
    void showOwner(bool gone);
    /// Starts the program anew, which then owns the directory, and ends this one.
    void takeOver();

    std::unique_ptr<Service> m_service;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<QSettings> m_settings;
    ui::ServerStatus m_status;
    QTimer m_ownerWatch;
    ui::Appearance m_appearance;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace stateroom
