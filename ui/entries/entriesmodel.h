// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/entries/keyfeed.h"
#include "ui/entries/listorder.h"
#include "ui/entries/rowcache.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QItemSelection>
#include <QThreadPool>
#include <QTimer>

namespace stateroom::ui {

/// The keys of one namespace, any number of them, kept up to date from the change feed: filtered,
/// sorted or as a tree, as asked for. All keys are held, packed; what stands beside them is read
/// for the rows that are looked at. Orders are computed on a thread of their own.
///
/// Where many rows come or go at once the model is reset, and who shows it finds its rows again.
///
/// Roles: DisplayRole, SpansRole (of Value), KeyRole, DraftRole, MarksRole, DepthRole, CountRole
/// and ExpandedRole (of a group), GlowRole, ToolTipRole.
class EntriesModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EntriesModel)

public:
    enum Column { KeyColumn, ValueColumn, VersionColumn, AgeColumn, ExpiryColumn, ColumnCount };
    static constexpr Milliseconds glow{700};
    /// More keys than this are a large list: what many come to or go from is reset.
    static constexpr int large = 20'000;

    /// The store must outlive the model.
    explicit EntriesModel(Store& store, QObject* parent = nullptr);
    ~EntriesModel() override;

    /// Shows another namespace, from its beginning; null shows nothing.
    void setNamespace(const Namespace& space);
    const Namespace& space() const { return m_space; }
    /// Drops what was read and reads again.
    void reload();

    const ListQuery& query() const { return m_query; }
    /// Shows the keys so. What was shown stays until the new order has been computed. InvalidInput
    /// for a filter that is no expression: then the former one stays.
    Result<void> setQuery(const ListQuery& query);
    /// Opens or closes a group of the tree.
    void toggle(const QModelIndex& group);
    /// Opens the groups around a key.
    void reveal(const Key& key);

    /// Whether the first keys are here, in the order that was asked for.
    bool isLoaded() const { return m_loaded && !m_asked; }
    /// Whether all keys are here.
    bool isComplete() const { return isLoaded() && m_feed.isComplete() && !m_computing; }
    /// How many keys the namespace has, as far as they have been read.
    int keyCount() const { return m_index.size(); }
    /// How many of them pass the filter.
    int hitCount() const { return m_order ? m_order->hits : m_index.size(); }
    /// Whether some row that was looked at expires.
    bool hasExpiries() const { return m_hasExpiries; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Where a key stands; invalid when it is not shown.
    QModelIndex indexOf(const Key& key) const;
    /// The key of a row; of a group: the first one in it.
    Key keyAt(const QModelIndex& index) const;
    bool isGroup(const QModelIndex& index) const;
    bool isOpen(const QModelIndex& group) const;
    int depthOf(const QModelIndex& index) const;
    /// The row around this one in the tree; invalid at its top.
    QModelIndex groupAround(const QModelIndex& index) const;
    /// The keys of these rows, of a group all that are in it, once each.
    std::vector<Key> keysIn(const QItemSelection& rows) const;

    /// Marks the keys that have an edit which is not saved.
    void setDrafts(const QSet<Key>& drafts);
    /// Holds back what would make rows come and go, while many are chosen.
    void setHeld(bool held);
    /// Time has passed: ages and countdowns are to be shown anew.
    void refreshAges();
    /// The same for what glows; whether something still does.
    bool refreshGlow();

Q_SIGNALS:
    /// Keys have been read, at first perhaps none, or another order is shown.
    void pageLoaded();
    /// After a reset: other rows are shown; `asked`: since the query is another.
    void orderChanged(bool asked);
    /// Some row that was looked at has been changed just now.
    void glowing();
    void failed(const stateroom::Error& error);

private:
    using OrderPtr = std::shared_ptr<const ListOrder>;

    QVariant display(int row, int column) const;
    QString keyText(int row) const;
    QString sortSign(int section) const;
    static QString columnTitle(int section);
    QString toolTip(int row, int column) const;
    const EntryRow* rowAt(int row) const;
    int positionAt(int row) const;
    const KeyIndex& shown() const { return m_order ? m_order->index : m_index; }
    const TreeLine* lineAt(int row) const;

    void takeStretch(const KeyStretch& stretch);
    void takeChanges(const KeyChanges& changes);
    void applyQuietly(const KeyChanges& changes);
    void applyPrecisely(const KeyChanges& changes);
    int comingAndGoing(const KeyChanges& changes) const;
    void touchRows(const KeyChanges& changes);
    void reorder();
    void startComputing();
    void takeOrder(const OrderPtr& order, bool looksAlike);
    void showOrder(const OrderPtr& order);
    void tellAllRows(int firstColumn, const QList<int>& roles = {});

    Store& m_store;
    Namespace m_space;
    KeyFeed m_feed;
    mutable RowCache m_rows; ///< reads what is looked at
    KeyIndex m_index;
    ListQuery m_query;
    KeyFilter m_filter;
    OrderPtr m_order;     ///< null: all keys, as they stand in the index
    bool m_asked = false; ///< an order is being computed that was asked for
    QTimer m_reorderSoon;
    std::shared_ptr<std::atomic<bool>> m_computing; ///< set: give up; null: nothing is computed
    QThreadPool m_pool;
    QSet<Key> m_drafts;
    QHash<Key, qint64> m_glow; ///< when rows were changed, by m_clock
    QElapsedTimer m_clock;
    bool m_loaded = false;
    bool m_held = false;
    mutable bool m_hasExpiries = false;
};

} // namespace stateroom::ui
