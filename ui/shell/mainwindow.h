// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/shell/place.h"
#include "ui/shell/serverbadge.h"
#include "ui/shell/windowmenus.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class Appearance;
class BrowsePlace;
class CommandPalette;
class EntriesPanel;
class InspectorPanel;
class LivePanel;
class NamespacesPanel;
class NoticeBar;
class PlaceRail;
class SettingsPanel;
class Tray;

/// The window: a rail of places, the chosen one beside it. It does no SQL and no HTTP; all that is
/// shown comes from the store by Store::read, Store::transact and the feed.
class MainWindow final : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    static constexpr QSize leastSize{968, 540};

    /// All must outlive the window. `settings` keeps its size, its columns and its appearance.
    MainWindow(Store& store, Appearance& appearance, QSettings& settings);
    ~MainWindow() override;

    void showServer(const ServerStatus& status);
    /// Where the store is served, by this process or the one that is followed; may be empty.
    const QString& serverUrl() const { return m_url; }

    /// Puts a place on the rail, behind those that are there.
    void addPlace(Place place);
    /// Shows a place and gives it the keyboard; does nothing when there is none of this id.
    void showPlace(const QString& id);
    QString currentPlace() const;

    /// What is remembered until the next time.
    QSettings& settings() { return m_settings; }
    ServerBadge& badge() { return *m_badge; }
    BrowsePlace& browse() { return *m_browse; }
    NamespacesPanel& namespaces();
    EntriesPanel& entries();
    InspectorPanel& inspector();
    LivePanel& live();

    /// Shows this entry in Browse.
    void goTo(const EntryName& name);

    CommandPalette& palette() { return *m_palette; }
    /// Shows the window, wherever it is, above the others.
    void bringUp();

Q_SIGNALS:
    /// The user wants the server to listen on this port; 0: on any.
    void portWanted(quint16 port);
    /// Another state of the server is shown.
    void serverShown();
    /// The user wants to write to a store whose owner has gone.
    void takeOverWanted();
    /// The window was closed, and nothing shall stay.
    void ended();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    /// A place on the rail; its widget is made when it is first shown.
    struct Mounted {
        Place place;
        QAction* action = nullptr;
        QWidget* widget = nullptr;
    };

    void arrange();
    QWidget* makeHeader();
    QWidget* makeSearchButton();
    void makeActions();
    void addBrowse();
    void addSettings();
    QList<QAction*> commands() const;
    void present(Mounted& mounted);

    Store& m_store;
    Appearance& m_appearance;
    QSettings& m_settings;

    QAction* m_quit;
    QAction* m_search;
    WindowMenus m_menus;
    BrowsePlace* m_browse;
    ServerBadge* m_badge;
    NoticeBar* m_notice;
    PlaceRail* m_rail;
    QStackedWidget* m_places;
    CommandPalette* m_palette = nullptr;
    SettingsPanel* m_settingsPanel = nullptr; ///< once it was shown
    Tray* m_tray;
    QString m_lastPlace; ///< of the last time, to be shown again when it is added
    QString m_url;
    bool m_mayServe = true;
    bool m_quitting = false;
    std::vector<Mounted> m_mounted;
};

} // namespace stateroom::ui
