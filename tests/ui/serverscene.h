// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"
#include "tests/ui/camera.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/appearance.h"

#include <QSettings>
#include <QTemporaryDir>

namespace stateroom::ui {

/// A service that runs, and a window on it with all its places.
class ServerScene {
public:
    ServerScene();

    /// Opens the window. What was asked of the service before is no news to it.
    MainWindow& open(Appearance& appearance);

    test::TestService service;

private:
    QTemporaryDir m_home;
    QSettings m_settings;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace stateroom::ui
