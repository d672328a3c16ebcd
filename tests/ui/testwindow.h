// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/teststore.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/appearance.h"
#include "ui/watch/livemodel.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QSettings>
#include <QTemporaryDir>

namespace stateroom::ui {

/// The real window on a store, shown offscreen, and what tests do with it.
class TestWindow {
public:
    explicit TestWindow(Store& store);

    MainWindow* operator->() { return m_window.get(); }
    MainWindow& window() { return *m_window; }
    EntriesModel& keys() { return m_window->entries().model(); }
    InspectorPanel& inspector() { return m_window->inspector(); }
    JsonEditor& editor() { return m_window->inspector().editor(); }
    QString notice() { return m_window->inspector().notice().text(); }
    /// The line below the key.
    QString facts();

    /// Waits until this key is shown.
    bool waitFor(const char* space, const QByteArray& key);
    /// Clicks the key's row.
    void click(const QByteArray& key);
    /// Puts the keyboard into the editor and types over all that is there.
    void typeOver(const char* text);
    /// Presses a key where the keyboard is.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// Presses the notice's button with this text; false when there is none.
    bool pressNotice(const QString& text);
    /// The same in any notice.
    static bool pressIn(const NoticeBar& notice, const QString& text);

    /// Where it keeps its choices.
    QSettings& settings() { return m_settings; }

    /// Closes the window and opens another one with the same settings.
    void reopen(Store& store);

private:
    void open(Store& store);

    QTemporaryDir m_home;
    QSettings m_settings;
    Appearance m_appearance;
    std::unique_ptr<MainWindow> m_window;
};

/// Lets the running test function fail on any warning of Qt's but the offscreen platform's own.
void failOnWarnings();

} // namespace stateroom::ui
