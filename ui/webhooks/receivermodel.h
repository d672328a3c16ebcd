// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/receiver.h"
#include "ui/model/tablemodel.h"
#include "ui/model/throttle.h"

#include <deque>

namespace stateroom::ui {

/// What a receiver holds, newest first.
///
/// Roles: DisplayRole, SpansRole, ToolTipRole, TroubleRole.
class ReceiverModel final : public TableModel {
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

    QVariant data(const QModelIndex& index, int role) const override;

    const webhooks::Received& at(int row) const { return *m_rows[size_t(row)]; }
    /// Forgets all, in the receiver too.
    void clear();

Q_SIGNALS:
    void refreshed();

private:
    size_t size() const override { return m_rows.size(); }
    void refresh();

    webhooks::Receiver& m_receiver;
    std::deque<webhooks::ReceivedPtr> m_rows;
    Throttle m_refresh;
};

} // namespace stateroom::ui
