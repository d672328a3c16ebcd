// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "ui/entries/entryrow.h"
#include "ui/model/throttle.h"

#include <QAbstractTableModel>
#include <QSet>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// The keys of one namespace in key order, paged in as the view asks for more and kept up to date
/// from the change feed. Any number of keys: what was not asked for is not read.
///
/// Roles: DisplayRole, SpansRole (of Value), KeyRole, DraftRole, ToolTipRole.
class EntriesModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EntriesModel)

public:
    enum Column { KeyColumn, ValueColumn, VersionColumn, AgeColumn, ColumnCount };
    static constexpr int pageSize = 200;

    /// The store must outlive the model.
    explicit EntriesModel(Store& store, QObject* parent = nullptr);

    /// Shows another namespace, from its beginning; null shows nothing.
    void setNamespace(const Namespace& space);
    const Namespace& space() const { return m_space; }
    /// Drops what was read and reads again.
    void reload();

    /// Whether the first page is here.
    bool isLoaded() const { return m_loaded; }
    /// Whether all keys are here.
    bool isComplete() const { return m_loaded && !m_more; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Where a key stands among the rows read so far; invalid when it does not.
    QModelIndex indexOf(const Key& key) const;
    Key keyAt(const QModelIndex& index) const;

    /// Marks the keys that have an edit which is not saved.
    void setDrafts(const QSet<Key>& drafts);

    /// Time has passed: the ages are to be shown anew.
    void refreshAges();

Q_SIGNALS:
    /// A page has been added, the first one perhaps empty.
    void pageLoaded();
    void failed(const stateroom::Error& error);

private:
    void subscribe();
    void clear();
    void takePage(const Result<EntryRows>& page);
    void takeChanges(const std::vector<ChangePtr>& changes);
    void flush();
    void apply(std::map<Key, ChangePtr> changes);
    void insertRun(std::size_t at, std::vector<EntryRow> rows);
    void removeRow(std::size_t at);
    /// Whether this key would stand among the rows read so far.
    bool isWithinReach(const Key& key) const;
    std::size_t lowerBound(const Key& key) const;
    QString toolTip(const EntryRow& row, int column) const;

    Store& m_store;
    Namespace m_space;
    std::vector<EntryRow> m_rows;
    QSet<Key> m_drafts;
    Subscription m_subscription;
    Throttle m_flush;
    /// The newest change of each key since the last flush.
    std::map<Key, ChangePtr> m_pending;
    /// Those that lie behind what has been read, while a page that may not hold them yet is on its
    /// way.
    std::map<Key, ChangePtr> m_duringFetch;
    quint64 m_generation = 0; ///< a page asked for before the last clear() is not taken
    bool m_loaded = false;
    bool m_fetching = false;
    bool m_more = false;
};

} // namespace stateroom::ui
