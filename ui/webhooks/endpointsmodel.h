// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "core/webhooks/endpoint.h"
#include "ui/model/throttle.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace stateroom::ui {

/// A webhook as it is listed.
struct EndpointInfo {
    webhooks::Endpoint endpoint;
    JsonText record;
    qint64 waiting = 0; ///< deliveries that are still to arrive

    bool isReceivers() const; ///< it was made for the window's own receiver
};

/// The webhooks, oldest first. Follows their making, changing and removing, whoever does it; how
/// many deliveries wait is looked at each second while the model is awake.
///
/// Roles: DisplayRole, ToolTipRole, TroubleRole.
class EndpointsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EndpointsModel)

public:
    enum Column { UrlColumn, StateColumn, ColumnCount };

    /// The store must outlive the model.
    explicit EndpointsModel(Store& store, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const EndpointInfo& at(int row) const { return m_rows[size_t(row)]; }
    /// -1 when there is none of this id.
    int rowOf(const QByteArray& id) const;
    /// The one that was made for the window's receiver; null: none.
    const EndpointInfo* receivers() const;
    /// Whether they have been read at all.
    bool isLoaded() const { return m_isLoaded; }

    /// Asleep at first.
    void setAwake(bool awake);
    /// Reads them anew, some moments later.
    void refresh() { m_refresh.request(); }

Q_SIGNALS:
    void refreshed();
    void failed(const stateroom::Error& error);

private:
    void read();
    void take(std::vector<EndpointInfo> rows);

    Store& m_store;
    std::vector<EndpointInfo> m_rows;
    Throttle m_refresh;
    QTimer m_counts;
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_again = false; ///< something has changed while it was read
    Subscription m_subscription;
};

} // namespace stateroom::ui
