// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/problem.h"
#include "core/store/feed.h"
#include "ui/model/throttle.h"

#include <QObject>

namespace stateroom {
class Reader;
class Store;
namespace business {
struct Resource;
}
} // namespace stateroom

namespace stateroom::ui {

/// What the store holds under one name at one moment.
struct EntryState {
    /// The key's newest version: the entry's, or that of its removal; 0 = never written.
    Version version;
    /// Whether the key exists. If not, `value` is its last one, as far as history has it.
    bool present = false;
    bool expired = false; ///< gone because its time was over
    std::optional<JsonText> value;
    std::optional<Timestamp> expiresAt;
    std::optional<Timestamp> at; ///< when the newest version came to be
    Attribution by;
    QByteArray formatted; ///< the value laid out

    bool isSameAs(const EntryState& other) const
    {
        return version == other.version && present == other.present;
    }
    /// What a write must expect to replace this state.
    Version expected() const { return present ? version : Version(0); }
};

/// A write that holds only if the key is in the state that its author has seen.
struct EntryWrite {
    EntryName name;
    JsonText value;
    Version expected; ///< 0 = the key must not exist
    std::optional<Timestamp> expiresAt;
    ChangeOp as = ChangeOp::Set;
    QByteArray formatted;   ///< the value laid out, for whoever shows it
    bool keepsText = true;  ///< the text that is shown is what is written
    bool keepsEdit = false; ///< an edit that is shown is not what is written, and stays
    /// Of a record, once it has been written: its name, which a new one gets then, and its text,
    /// which is the value by the rules of records; `formatted` is that text's then.
    std::optional<EntryName> recordName = {};
    std::optional<JsonText> recordText = {};
    bool gaveSecret = false; ///< of a webhook that had none, once it has been written
};

/// Follows one entry of the store, and writes to it by compare-and-set. Knows no widgets.
class OpenEntry final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenEntry)

public:
    /// The store must outlive this.
    explicit OpenEntry(Store& store, QObject* parent = nullptr);

    /// Reads this entry and follows it from then on.
    void open(const EntryName& name);
    void close();
    const EntryName& name() const { return m_name; }
    /// The newest state that has been read; nothing before the first answer.
    const std::optional<EntryState>& state() const { return m_state; }
    /// Reads again, as after a conflict.
    void reload();

    /// What is set in a collection of the business API is written by the rules of records: refused
    /// where it breaks one, with times of its own, and a new one (without a key) with an id.
    void write(const EntryWrite& write);
    /// Removes the key if it still has this version.
    void remove(const EntryName& name, Version expected);

    bool isReadOnly() const;
    Timestamp now() const;

Q_SIGNALS:
    void stateChanged();
    void readFailed(const stateroom::Error& error);
    void written(const stateroom::ui::EntryWrite& write, stateroom::Version version);
    void writeFailed(const stateroom::EntryName& name, const stateroom::Error& error);
    /// The rules of records do not allow it.
    void
    writeRefused(const stateroom::EntryName& name, const stateroom::business::Refusal& refusal);
    /// A key was removed by remove(); undoing this operation brings it back.
    void removed(const stateroom::EntryName& name, stateroom::OperationId operation);
    void removeFailed(const stateroom::EntryName& name, const stateroom::Error& error);

private:
    void writeRecord(const business::Resource& resource, const EntryWrite& write);
    static Result<EntryState> readState(Reader& reader, const EntryName& name);

    Store& m_store;
    EntryName m_name;
    std::optional<EntryState> m_state;
    Subscription m_subscription;
    Throttle m_reload;
    quint64 m_generation = 0; ///< an answer to a question asked before is not taken
    bool m_reading = false;
    bool m_again = false;
};

} // namespace stateroom::ui
