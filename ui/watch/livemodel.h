// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feed.h"
#include "ui/model/throttle.h"
#include "ui/model/valuepreview.h"

#include <QAbstractTableModel>

#include <deque>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// The newest changes of the store, newest first, at most a thousand, from the moment the model is
/// made. Paused, it stands still and counts what comes. What large changes did is found out in
/// another thread.
///
/// Roles: DisplayRole, SpansRole (of Change), NamespaceRole, KeyRole, ToolTipRole.
class LiveModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveModel)

public:
    enum Column { TimeColumn, EntryColumn, VersionColumn, ChangeColumn, ColumnCount };
    static constexpr int capacity = 1000;

    /// The store must outlive the model.
    explicit LiveModel(Store& store, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    EntryName nameAt(const QModelIndex& index) const;
    /// The request that made the change; empty when it was none.
    QByteArray requestIdAt(const QModelIndex& index) const;

    /// Forgets what has been shown; what happens from now on is shown again.
    void clear();
    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);
    /// How many changes have come since it was paused.
    qint64 waiting() const { return m_waiting; }

Q_SIGNALS:
    void waitingChanged();

private:
    struct Row {
        EntryName name;
        Version version;
        Timestamp at;
        Spans preview;
        QByteArray requestId;
    };

    using Batch = std::deque<ChangePtr>;
    static std::vector<Row> rowsOf(const Batch& changes);
    void take(const std::vector<ChangePtr>& changes);
    void flush();
    void takePrepared(std::vector<Row> rows);
    void insert(std::vector<Row> rows);

    std::deque<Row> m_rows;
    Batch m_pending;             ///< at most `capacity`, oldest first
    std::vector<Row> m_prepared; ///< came while it was paused; older than those that are pending
    Throttle m_flush;
    Subscription m_subscription;
    qint64 m_waiting = 0;
    bool m_paused = false;
    bool m_preparing = false;
};

} // namespace stateroom::ui
