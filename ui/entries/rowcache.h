// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/entries/entryrow.h"

#include <QCache>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// What the list shows of the keys that are looked at: read when asked for, kept up to date by
/// changes, forgotten when many others have been looked at since.
class RowCache final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowCache)

public:
    static constexpr int capacity = 4096;

    /// The store must outlive it.
    explicit RowCache(Store& store, QObject* parent = nullptr);

    /// Forgets everything; what is asked for from now on belongs to this namespace.
    void begin(const Namespace& space);
    /// The row of a key, or null when it is not here. Valid until the next call of another
    /// function.
    const EntryRow* find(const Key& key) const { return m_rows.object(key); }
    /// Reads the row of a key soon, together with others that are wanted by then.
    void want(const Key& key);
    void put(const EntryRow& row);
    /// Takes a change to a key that is here or being read; whether it was, and was older.
    bool update(const Change& change);

Q_SIGNALS:
    /// Rows that were wanted are here.
    void arrived();
    void failed(const stateroom::Error& error);

private:
    void fetch();
    void take(const Result<std::vector<EntryRow>>& rows, quint64 generation);

    Store& m_store;
    Namespace m_space;
    QCache<Key, EntryRow> m_rows;
    QSet<Key> m_wanted;
    QSet<Key> m_underWay;
    QTimer m_soon;
    quint64 m_generation = 0;
};

} // namespace stateroom::ui
