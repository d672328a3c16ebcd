// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/shell/serverbadge.h"

#include <QMainWindow>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class Appearance;
class EmptyPlace;
class EntriesPanel;
class InspectorPanel;
class LivePanel;
class NamespacesPanel;
class NoticeBar;

/// The window: arranges the places and tells one what was chosen in another. It does no SQL and no
/// HTTP; all it knows comes from the store by Store::read, Store::transact and the feed.
class MainWindow final : public QMainWindow {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    /// All must outlive the window. `settings` keeps its size, its columns and its appearance.
    MainWindow(Store& store, Appearance& appearance, QSettings& settings);
    ~MainWindow() override;

    void showServer(const ServerStatus& status);

    NamespacesPanel& namespaces() { return *m_namespaces; }
    EntriesPanel& entries() { return *m_entries; }
    InspectorPanel& inspector() { return *m_inspector; }
    LivePanel& live() { return *m_live; }

    /// Shows this entry in all places.
    void goTo(const EntryName& name);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void makeActions();
    void arrange();
    QWidget* makeHeader();
    QWidget* makePlaces();
    QWidget* makeWelcome();
    void connectPlaces();
    void setTabOrderOfPanes();

    void showNamespace(const Namespace& space);
    void startNewKey();
    void afterRefresh();
    void updateWelcome();
    QList<QWidget*> panes() const;
    void stepPane(int by);
    bool mayLoseEdits();

    void restoreLayout();
    void saveLayout();

    Store& m_store;
    Appearance& m_appearance;
    QSettings& m_settings;
    ServerStatus m_server;
    std::optional<Key> m_wantedKey; ///< to be chosen when its namespace is shown

    QAction* m_newKey = nullptr;
    QAction* m_quit = nullptr;
    QList<QAction*> m_go;
    ServerBadge* m_badge;
    NoticeBar* m_notice;
    NamespacesPanel* m_namespaces = nullptr;
    EntriesPanel* m_entries = nullptr;
    InspectorPanel* m_inspector = nullptr;
    LivePanel* m_live = nullptr;
    EmptyPlace* m_welcome = nullptr;
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    QStackedWidget* m_pages = nullptr;
};

} // namespace stateroom::ui
