// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QAbstractItemModel>

namespace stateroom::ui {

/// An ephemeral store, and the shortest way to write to it and read from it.
class TestStore {
public:
    /// Its clock stands at the system's time unless another is given.
    explicit TestStore(const Clock* clock = nullptr);

    Store& operator*() { return *m_store; }
    Store* operator->() { return m_store.get(); }

    Version set(const char* space, const QByteArray& key, const QByteArray& json);
    /// Adds a record of the business API; its id.
    QByteArray addRecord(const char* resource, const QByteArray& json);
    void remove(const char* space, const QByteArray& key);
    /// Writes `count` keys `prefix00000`, … in one transaction.
    void setMany(const char* space, const QByteArray& prefix, int from, int count);
    /// The entry as it is stored; nothing when there is none.
    std::optional<Entry> get(const char* space, const QByteArray& key);

private:
    SystemClock m_clock;
    std::unique_ptr<Store> m_store;
};

EntryName nameOf(const char* space, const QByteArray& key);

/// The display texts of a column, joined by a space.
QString column(const QAbstractItemModel& model, int column = 0);

} // namespace stateroom::ui
