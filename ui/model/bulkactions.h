// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QObject>

#include <optional>
#include <vector>

namespace stateroom {
class Store;
struct RestoreCounts;
struct Scope;
} // namespace stateroom

namespace stateroom::ui {

/// What is done with many keys at once, as one operation that can be undone. Each call is answered
/// by one of the signals.
class BulkActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BulkActions)

public:
    /// The store must outlive it.
    explicit BulkActions(Store& store, QObject* parent = nullptr);

    /// How many keys came back, and how many expired ones did not.
    static QString broughtBackText(const RestoreCounts& counts);

    void remove(const Namespace& space, std::vector<Key> keys);
    /// All keys of a namespace.
    void removeAll(const Namespace& space);
    /// All keys that begin with these bytes.
    void removeBelow(const Namespace& space, const QByteArray& prefix);
    /// Copies all keys to another namespace; those that exist there are left alone.
    void copyAll(const Namespace& from, const Namespace& to);
    /// Brings back all that was deleted in a namespace and that history holds.
    void bringBack(const Namespace& space);
    /// Lets them expire that long from now; nothing: never.
    void expire(const Namespace& space, std::vector<Key> keys, std::optional<Milliseconds> after);
    /// Puts `{"key": value, …}` on the clipboard.
    void copyValues(const Namespace& space, std::vector<Key> keys);
    /// Another has removed so many keys under this operation: tells it as one of its own.
    void takeRemoved(qint64 keys, OperationId operation);
    /// Takes an operation back.
    void undo(OperationId operation);

Q_SIGNALS:
    /// It is done; `text` says so. With an operation when it can be undone.
    void done(const QString& text, stateroom::OperationId operation);
    /// It was not done; `text` says why.
    void failed(const QString& text);
    /// This operation is being taken back, and is not to be offered any more.
    void undoing(stateroom::OperationId operation);

private:
    void removeScope(Scope scope);

    Store& m_store;
};

} // namespace stateroom::ui
