// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/drafts.h"
#include "ui/inspector/openentry.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QStackedWidget;

namespace stateroom::ui {

class EmptyPlace;
class EntryHead;
class JsonEditor;
class NoticeBar;
class ValueView;

/// The right column: one entry's value, edited and saved by compare-and-set. What others write
/// meanwhile is shown at once, or, over an edit, told: no edit is lost without its author's word.
class InspectorPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    explicit InspectorPanel(Store& store, QWidget* parent = nullptr);

    /// Shows an entry; an edit of the former one is kept as a draft.
    void showEntry(const EntryName& name);
    /// Shows nothing.
    void showNothing();
    /// Asks for a new key of this namespace and its value.
    void startNew(const Namespace& space);
    bool isCreating() const { return m_mode == Mode::New; }

    const EntryName& name() const { return m_name; }
    JsonEditor& editor();
    NoticeBar& notice() { return *m_notice; }
    void focusValue();
    /// Puts the keyboard where a new key is named.
    void focusForm();

    QAction* saveAction() { return m_save; }
    QAction* removeAction() { return m_remove; }

    /// Whether the text differs from what was loaded.
    bool isDirty() const;
    /// All edits that are not saved, the shown one too; a new key's comes without a name.
    QList<EntryName> unsaved() const;
    /// The keys of this namespace that have such an edit.
    QSet<Key> unsavedKeys(const Namespace& space) const;

Q_SIGNALS:
    /// Some edit began, was saved or was dropped.
    void unsavedChanged();
    /// A new entry has been written and is shown.
    void created(const stateroom::EntryName& name);
    /// The form for a new key was given up.
    void creationCancelled();
    /// An entry should be shown whose list may stand elsewhere.
    void wanted(const stateroom::EntryName& name);
    /// Esc in the editor: back to the list.
    void left();

private:
    enum class Mode { Nothing, Loading, Entry, New };

    void arrange();
    void makeActions();
    void connectEntry();
    void stashEdit();
    void dropEdit();

    void takeState();
    void showTheirs();
    void restoreDraft(const Draft& draft);
    void tellNewer();
    void tellGone();
    void tellNotRemoved();

    void save();
    void overwrite();
    void removeEntry();
    void restoreEntry();
    void takeWritten(const EntryWrite& write, Version version);
    void takeWriteFailed(const EntryName& name, const Error& error);
    void takeRemoveFailed(const EntryName& name, const Error& error);
    void enter(const EntryWrite& write, Version version);

    void updateFacts();
    void updateActions();
    void setMode(Mode mode);

    OpenEntry m_open;
    Drafts m_drafts;
    Mode m_mode = Mode::Nothing;
    EntryName m_name;
    EntryState m_base; ///< what the editor's text was made from
    std::optional<EntryWrite> m_saving;
    quint64 m_editsAtSave = 0;
    bool m_removeRefused = false; ///< to be told together with what is there instead

    EntryHead* m_head = nullptr;
    NoticeBar* m_notice;
    ValueView* m_value;
    EmptyPlace* m_empty;
    QStackedWidget* m_pages;
    QAction* m_save;
    QAction* m_remove;
    QTimer m_ages;
};

} // namespace stateroom::ui
