// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/drafts.h"
#include "ui/inspector/openentry.h"

#include <QObject>

namespace stateroom::ui {

class EntryHead;
class NoticeBar;
class ValueView;

/// What the inspector edits: an entry of the store, or a new one, and the person's edit of it. An
/// edit is saved by compare-and-set; what others write meanwhile is shown at once or, over an edit,
/// told and set beside it: no edit is lost without its author's word.
class EditSession final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EditSession)

public:
    enum class Mode { Nothing, Loading, Entry, New };

    /// All must outlive it.
    EditSession(Store& store, EntryHead& head, NoticeBar& notice, ValueView& value);

    /// Shows an entry; an edit of the former one is kept as a draft.
    void showEntry(const EntryName& name);
    void showNothing();
    /// Asks for a new key of this namespace and its value.
    void startNew(const Namespace& space);
    /// Drops the edit that is shown, and shows nothing.
    void giveUp();

    Mode mode() const { return m_mode; }
    const EntryName& name() const { return m_name; }
    /// The namespace of what is shown or is being made; null where it has none yet.
    Namespace space() const;
    /// What the text was made from.
    const EntryState& base() const { return m_base; }
    Timestamp now() const { return m_open.now(); }
    bool isReadOnly() const { return m_open.isReadOnly(); }

    /// Whether the text differs from what was loaded.
    bool isDirty() const;
    bool canSave() const;
    bool canRemove() const;
    /// Whether the entry is there and nothing is under way, so that it can be written otherwise.
    bool canWrite() const { return canRemove(); }
    QList<EntryName> unsaved() const;
    QSet<Key> unsavedKeys(const Namespace& space) const;
    /// All edits as they are now, the shown one too.
    Drafts allDrafts() const;
    void takeDrafts(Drafts drafts);

    void save();
    /// Drops the edit of an entry; undoing in the editor brings it back where nobody has written
    /// meanwhile.
    void discard();
    bool canDiscard() const { return m_mode == Mode::Entry && !m_saving && isDirty(); }
    void removeEntry();
    /// Writes what an older version held, over what is there now.
    void restore(const JsonText& value);
    /// Sets or takes away the expiry; the value and an edit of it stay.
    void setExpiry(std::optional<Timestamp> expiresAt);

Q_SIGNALS:
    void modeChanged();
    /// What is known of the entry, or what can be done with it, has changed.
    void changed();
    void unsavedChanged();
    void created(const stateroom::EntryName& name);
    /// What was to be saved breaks the rules of records.
    void refused();
    void wanted(const stateroom::EntryName& name);
    /// An entry was removed by removeEntry(), under this operation.
    void removed(const stateroom::EntryName& name, stateroom::OperationId operation);

private:
    void connectEntry();
    void stashEdit();
    Draft currentEdit() const;
    void setMode(Mode mode);

    void takeState();
    void showTheirs();
    void restoreDraft(const Draft& draft);
    void tellNewer();
    void discardEdit();
    void compareWithTheirs();
    bool askInConflict();
    void askToCreate();
    void tellGone();
    void tellNotRemoved();
    void tellExists(const EntryName& name);
    void catchUp();

    void write(const EntryWrite& write);
    void overwrite();
    void takeWritten(const EntryWrite& write, Version version);
    void takeWriteFailed(const EntryName& name, const Error& error);
    void takeRefused(const EntryName& name, const business::Refusal& refusal);
    void takeRemoveFailed(const EntryName& name, const Error& error);
    void enter(const EntryWrite& write, Version version);

    OpenEntry m_open;
    EntryHead& m_head;
    NoticeBar& m_notice;
    ValueView& m_value;
    Drafts m_drafts;
    Mode m_mode = Mode::Nothing;
    EntryName m_name;
    EntryState m_base;
    std::optional<EntryWrite> m_saving;
    quint64 m_editsAtSave = 0;
    Version m_askedGone; ///< the removal after which saving again creates the key
    Version m_compared;  ///< what a write over the version that is shown beside the edit expects
    bool m_removeRefused = false; ///< to be told together with what is there instead
    int m_readFailure = 0;        ///< the notice that tells it
    int m_writeFailure = 0;       ///< the same
    int m_exists = 0;             ///< the notice that the new key is there already
};

} // namespace stateroom::ui
