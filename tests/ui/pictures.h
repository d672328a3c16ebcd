// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "tests/ui/camera.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/appearance.h"

#include <QSettings>
#include <QTemporaryDir>

namespace stateroom::ui {

/// One store with a window on it.
class Scene {
public:
    Scene(Appearance& appearance, bool withData);

    MainWindow& window() { return *m_window; }
    Store& store() { return *m_store; }
    ManualClock& clock() { return m_clock; }

    void choose(QByteArrayView space, const QByteArray& key);

private:
    QTemporaryDir m_home;
    ManualClock m_clock;
    QSettings m_settings;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<MainWindow> m_window;
};

// Each draws its pictures, whose names end in `suffix`.

/// Browse: an entry in all its states, its history, what was deleted.
void takeBrowse(Camera& camera, Appearance& appearance, const QString& suffix);

/// The list and the frame: filter, tree, several chosen, the palette, settings.
void takeList(Camera& camera, Appearance& appearance, const QString& suffix);

/// Requests, Connect and Scripts.
void takeServerPlaces(Camera& camera, Appearance& appearance, const QString& suffix);

void takeStudio(Camera& camera, Appearance& appearance, const QString& suffix);

void takeWebhooks(Camera& camera, Appearance& appearance, const QString& suffix);

/// Collections of the business API: empty, as a table with a form, a rule that is broken.
void takeRecords(Camera& camera, Appearance& appearance, const QString& suffix);

/// Browse at its smallest, in each state that needs room; and what drops down from boxes.
void takeSmallest(Camera& camera, Appearance& appearance, const QString& suffix);

} // namespace stateroom::ui
