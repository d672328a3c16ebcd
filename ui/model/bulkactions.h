// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QObject>

#include <optional>
#include <vector>

namespace stateroom {
class Store;
struct EntryName;
struct RestoreCounts;
struct Scope;
} // namespace stateroom

namespace stateroom::ui {

class OperationWatch;

/// What is done with many keys at once, as one operation that can be undone. Each call is answered
/// by one of the signals.
class BulkActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BulkActions)

public:
    /// The store must outlive it.
    explicit BulkActions(Store& store, QObject* parent = nullptr);

    void remove(const Namespace& space, std::vector<Key> keys);
    /// All keys of a namespace.
    void removeAll(const Namespace& space);
    /// All keys that begin with these bytes.
    void removeBelow(const Namespace& space, const QByteArray& prefix);
    /// Copies all keys to another namespace; those that exist there are left alone.
    void copyAll(const Namespace& from, const Namespace& to);
    /// Brings back all that was deleted in a namespace and that history holds; what expired stays
    /// gone.
    void bringBackAll(const Namespace& space);
    /// Brings one key back, also one that expired: then without an expiry.
    void bringBack(const EntryName& name);
    /// Lets them expire that long from now; nothing: never.
    void expire(const Namespace& space, std::vector<Key> keys, std::optional<Milliseconds> after);
    /// Puts `{"key": value, …}` on the clipboard.
    void copyValues(const Namespace& space, std::vector<Key> keys);
    /// Another has removed this key under this operation: tells it as one of its own.
    void takeRemoved(const EntryName& name, OperationId operation);
    /// Takes an operation back: all of it, or nothing where a key has been written since.
    void undo(OperationId operation);
    /// The same, but for the keys that have been written since.
    void undoRest(OperationId operation);
    /// What done() has told of last; 0 where that was no operation.
    OperationId told() const { return m_told; }

Q_SIGNALS:
    /// It is done; `text` says so. With an operation when it can be undone.
    void done(const QString& text, stateroom::OperationId operation);
    /// It was not done; `text` says why. With an operation when undoRest() can do a part of it.
    void failed(const QString& text, stateroom::OperationId rest = {});
    /// This operation is being taken back, and is not to be offered any more.
    void undoing(stateroom::OperationId operation);
    /// Nothing is left of what done() has told of last: each of its keys has been changed since.
    void overtaken(stateroom::OperationId operation);

private:
    enum class Conflicts { Refuse, Skip };

    void removeScope(Scope scope);
    void undo(OperationId operation, Conflicts conflicts);
    enum class Offer { Undo, Nothing };
    void tell(
        const QString& text, const Namespace& space, OperationId operation,
        Offer offer = Offer::Undo);

    Store& m_store;
    OperationWatch* m_watch;
    OperationId m_told{};
    Namespace m_space; ///< of the operation that is watched
};

} // namespace stateroom::ui
