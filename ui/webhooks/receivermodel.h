// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/receiver.h"
#include "ui/model/throttle.h"

#include <QAbstractTableModel>

#include <deque>

namespace stateroom::ui {

/// What a receiver holds, newest first.
///
/// Roles: DisplayRole, SpansRole, ToolTipRole, TroubleRole.
class ReceiverModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReceiverModel)

public:
    enum Column {
        TimeColumn,
        MethodColumn,
        PathColumn,
        EventColumn,
        SignatureColumn,
        StatusColumn,
        SizeColumn,
        ColumnCount
    };

    /// The receiver must outlive the model.
    explicit ReceiverModel(webhooks::Receiver& receiver, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const webhooks::Received& at(int row) const { return *m_rows[size_t(row)]; }
    /// Forgets all, in the receiver too.
    void clear();

Q_SIGNALS:
    void refreshed();

private:
    void refresh();

    webhooks::Receiver& m_receiver;
    std::deque<webhooks::ReceivedPtr> m_rows;
    Throttle m_refresh;
};

} // namespace stateroom::ui
