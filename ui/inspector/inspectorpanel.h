// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/inspector/drafts.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QMenu;
class QSplitter;
class QStackedWidget;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class DeletedView;
class DraftKeeper;
class EditSession;
class EmptyPlace;
class EntryHead;
class ExpiryBar;
class HistoryView;
class JsonEditor;
class NoticeBar;
class ValueView;

/// The right column: one entry, its value and its history, or the keys of a namespace that were
/// deleted. Arranges these; what is edited is EditSession's business.
class InspectorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    explicit InspectorPanel(Store& store, QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// Shows an entry; an edit of the former one is kept as a draft.
    void showEntry(const EntryName& name);
    /// Shows nothing.
    void showNothing();
    /// Asks for a new key of this namespace and its value.
    void startNew(const Namespace& space);
    bool isCreating() const;
    /// Shows the keys of this namespace that were deleted, to bring them back.
    void showDeleted(const Namespace& space, bool takeKeyboard = true);
    /// Asks when the entry is to expire.
    void askExpiry();
    /// Removes the entry, if it still is what is shown.
    void removeEntry();
    void showHistory();
    void showValue();

    const EntryName& name() const;
    JsonEditor& editor();
    ValueView& valueView() { return *m_value; }
    /// Puts a widget beside the value, or above it where there is little room; hidden until it is
    /// shown.
    void setCompanion(QWidget* companion);
    /// The namespace of what is shown or is being made; null where there is none.
    Namespace space() const;
    /// Whether what is shown can be edited.
    bool isEditable() const;
    NoticeBar& notice() { return *m_notice; }
    HistoryView& history() { return *m_history; }
    DeletedView& deleted() { return *m_deleted; }
    /// Puts the keyboard into the value, and shows it first where something else stands.
    void focusValue();
    /// Puts the keyboard where a new key is named.
    void focusForm();

    QAction* saveAction() { return m_save; }
    QAction* removeAction() { return m_remove; }
    /// What the menus of the window offer beside: history, expiry, copies.
    const QList<QAction*>& entryActions() const { return m_entryActions; }
    /// Where programs reach the store, for what is copied as code; empty when they cannot.
    void setServerUrl(const QString& url);

    /// Whether the text differs from what was loaded.
    bool isDirty() const;
    /// All edits that are not saved, the shown one too; a new key's comes without a name.
    QList<EntryName> unsaved() const;
    /// The keys of this namespace that have such an edit.
    QSet<Key> unsavedKeys(const Namespace& space) const;
    /// Writes all edits to the disk, so that the window may be closed; they are there again when it
    /// is opened. False where that is not possible.
    bool keepEdits();

Q_SIGNALS:
    /// Some edit began, was saved or was dropped.
    void unsavedChanged();
    /// Another entry is shown, or what can be done with this one has changed.
    void shownChanged();
    /// What was to be saved breaks the rules of records.
    void refused();
    /// A new entry has been written and is shown.
    void created(const stateroom::EntryName& name);
    /// The form for a new key was given up.
    void creationCancelled();
    /// An entry should be shown whose list may stand elsewhere.
    void wanted(const stateroom::EntryName& name);
    /// An entry was removed here; undoing this operation brings it back.
    void removed(const stateroom::EntryName& name, stateroom::OperationId operation);
    /// When keys expire should be asked: of those that are chosen, or of the one that is shown.
    void expiryWanted();
    /// The changes of this entry alone should be shown.
    void watchWanted(const stateroom::EntryName& name);
    /// Esc in the editor: back to the list.
    void left();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Page { EmptyPage, EntryPage, DeletedPage };
    enum Tab { ValueTab, HistoryTab };

    void makeActions();
    QAction*
    makeAction(const QString& text, const QKeySequence& keys, void (InspectorPanel::*run)());
    void makeCopyActions();
    void makeMenu();
    void arrange();
    void connectSession();
    void connectPlaces();

    void takeMode();
    void update();
    void restore(const JsonText& value, Version version);
    void discard();
    void endRestoreQuestion();
    void watch();
    void setTab(int tab);

    Store& m_store;
    NoticeBar* m_notice;
    int m_restoreQuestion = 0; ///< the notice that asks whether an edit is to be dropped
    ValueView* m_value;
    HistoryView* m_history;
    DeletedView* m_deleted;
    ExpiryBar* m_expiry;
    EmptyPlace* m_empty;
    QStackedWidget* m_pages;
    QStackedWidget* m_tabs;
    QSplitter* m_sides; ///< the companion and the value
    QMenu* m_menu;
    QAction* m_save = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_discard = nullptr;
    QAction* m_setExpiry = nullptr;
    QList<QAction*> m_entryActions;
    QList<QAction*> m_codeActions; ///< need a server
    EntryHead* m_head = nullptr;
    std::unique_ptr<EditSession> m_session;
    std::unique_ptr<DraftKeeper> m_keeper;
    QString m_serverUrl;
    QTimer m_ages;
};

} // namespace stateroom::ui
