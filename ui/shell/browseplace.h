// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/shell/serverbadge.h"

#include <QWidget>

class QActionGroup;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class BulkUndo;
class EntriesPanel;
class InspectorPanel;
class LivePanel;
class NamespacesPanel;
class RecordsPanel;
class RecordsSide;
class WelcomePage;

/// The place where one browses, edits and watches: namespaces, keys and value side by side, what
/// happens below. Arranges these panes and tells one what was chosen in another.
class BrowsePlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BrowsePlace)

public:
    /// Both must outlive it. `settings` keeps the columns.
    BrowsePlace(Store& store, QSettings& settings, QWidget* parent = nullptr);
    ~BrowsePlace() override;

    NamespacesPanel& namespaces() { return *m_namespaces; }
    EntriesPanel& entries() { return *m_entries; }
    InspectorPanel& inspector() { return *m_inspector; }
    RecordsPanel& records();
    LivePanel& live() { return *m_live; }
    QAction* newKeyAction() { return m_newKey; }
    /// To each pane, to the next and to the former one.
    QList<QAction*> goActions() const { return m_go; }
    /// Shows the namespace's keys that were deleted.
    QAction* deletedAction() { return m_deleted; }
    /// Shows the collections of the business API, from the first one on.
    QAction* recordsAction() { return m_goRecords; }
    /// Shows the next edit that has not been saved, wherever it is.
    QAction* nextEditAction() { return m_nextEdit; }
    /// Takes the last change of many keys back, whichever pane made it.
    QAction* undoAction();
    /// Which panes those are: other places add theirs.
    BulkUndo& bulkUndo() { return *m_undo; }

    /// Shows this entry in all panes.
    void goTo(const EntryName& name);
    /// Shows the keys of a namespace, with the keyboard in their list.
    void goTo(const Namespace& space);
    /// What the server does decides what is taught and whether keys can be made.
    void setServer(const ServerStatus& status);
    /// Whether it is the place that is shown. While it is not, commands that change what is shown
    /// here are disabled.
    void setShown(bool shown);
    /// Keeps edits for the next time; where that is not possible, asks. Whether to close.
    bool mayClose();

Q_SIGNALS:
    /// A command of this place was given in another: this one is to be shown first.
    void shownWanted();

protected:
    /// To the list.
    void focusInEvent(QFocusEvent* event) override;

private:
    void makeActions();
    void gatherCommands();
    void comeForward();
    void arrange();
    QWidget* makePanes();
    void connectPanes();

    void showNamespace(const Namespace& space);
    void showList(const Namespace& space);
    void showRecord(const EntryName& name, const QString& filter);
    void showRecords();
    QWidget& list() const;
    void showEmptied(const Namespace& space);
    void takeDrafts();
    void goToNextEdit();
    void startNewKey();
    void afterRefresh();
    void updateWelcome();
    QList<QWidget*> panes() const;
    void stepPane(int by);

    Store& m_store;
    QSettings& m_settings;
    std::optional<Key> m_wantedKey; ///< to be chosen when its namespace is shown
    QString m_wantedFilter;         ///< the same, over a table of records

    BulkUndo* m_undo;
    QAction* m_newKey = nullptr;
    QAction* m_newRecord = nullptr;
    QAction* m_goRecords = nullptr;
    QAction* m_deleted = nullptr;
    QAction* m_nextEdit = nullptr;
    QList<QAction*> m_go;
    QActionGroup* m_here; ///< the commands for this place alone
    bool m_shown = true;
    NamespacesPanel* m_namespaces = nullptr;
    EntriesPanel* m_entries = nullptr;
    InspectorPanel* m_inspector = nullptr;
    LivePanel* m_live = nullptr;
    WelcomePage* m_welcome = nullptr;
    RecordsSide* m_records = nullptr;
    QStackedWidget* m_middle = nullptr; ///< keys, or records
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    QStackedWidget* m_pages = nullptr;
};

} // namespace stateroom::ui
