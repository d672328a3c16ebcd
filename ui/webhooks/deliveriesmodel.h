// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "core/webhooks/delivery.h"
#include "ui/model/tablemodel.h"
#include "ui/model/throttle.h"

namespace stateroom::ui {

/// The deliveries of one webhook, newest first: as many as were scrolled to. Follows what happens
/// to them; countdowns move when they are told to.
///
/// Roles: DisplayRole, ToolTipRole, AccessibleTextRole, MarkedRole, TroubleRole.
class DeliveriesModel final : public TableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DeliveriesModel)

public:
    enum Column {
        TimeColumn,
        EventColumn,
        RecordColumn,
        StateColumn,
        TriesColumn,
        StatusColumn,
        NextColumn,
        ColumnCount
    };
    static constexpr int pageSize = 100;
    static constexpr Milliseconds interval{100};

    /// The store must outlive the model.
    explicit DeliveriesModel(Store& store, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Shows this webhook's; empty: nobody's.
    void show(const QByteArray& webhook);
    const QByteArray& webhook() const { return m_webhook; }
    /// Shows those that pass it, of this webhook and the next ones.
    void setFilter(webhooks::DeliveryFilter filter);
    webhooks::DeliveryFilter filter() const { return m_filter; }
    /// Marks the delivery that others are compared with; empty: none.
    void setMarked(const QByteArray& delivery);
    /// Whether what waits is sent at all.
    void setEnabled(bool enabled);
    /// Moves the countdowns.
    void tick();

    const webhooks::Delivery& at(int row) const { return m_rows[size_t(row)]; }
    /// -1 when none of this id is shown.
    int rowOf(const QByteArray& id) const;
    /// Whether the webhook's have been read.
    bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void refreshed();
    void failed(const stateroom::Error& error);

private:
    size_t size() const override { return m_rows.size(); }
    QVariant displayOf(const webhooks::Delivery& delivery, int column) const;
    QString toolTipOf(const webhooks::Delivery& delivery, int column) const;
    void startAnew();
    void follow();
    void read();
    void take(std::vector<webhooks::Delivery> rows);
    void removeAllBut(const std::vector<webhooks::Delivery>& rows);
    void insertAndChange(std::vector<webhooks::Delivery>& rows);

    Store& m_store;
    QByteArray m_webhook;
    webhooks::DeliveryFilter m_filter = webhooks::DeliveryFilter::Any;
    QByteArray m_marked;
    std::vector<webhooks::Delivery> m_rows; ///< without bodies
    Throttle m_refresh;
    int m_limit = pageSize;
    bool m_hasMore = false;
    bool m_isEnabled = true;
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_again = false;
    std::array<Subscription, 2> m_subscriptions;
};

} // namespace stateroom::ui
