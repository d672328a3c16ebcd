// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "ui/model/throttle.h"

#include <QAbstractTableModel>

namespace stateroom::ui {

/// The API keys that are in force, oldest first. Follows their making and revoking, whoever does
/// it; their last use is looked at now and then.
class KeysModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeysModel)

public:
    enum Column {
        KeyColumn,
        LabelColumn,
        ApiColumn,
        RightsColumn,
        PlanColumn,
        CreatedColumn,
        UsedColumn,
        ColumnCount
    };

    /// The service must outlive the model.
    explicit KeysModel(Service& service, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const ApiKey& keyAt(int row) const { return *m_keys[size_t(row)].key; }
    int rowOf(const QByteArray& id) const;

    /// Takes over what is in force now.
    void refresh();

Q_SIGNALS:
    void refreshed();

private:
    struct Row {
        ApiKeyPtr key;
        std::optional<Timestamp> used;
    };

    Service& m_service;
    std::vector<Row> m_keys;
    Throttle m_refresh;
    Subscription m_subscription;
};

/// What a key may do, in a few words: `reads and writes`, `reads imports/55cc`.
QString rightsText(const ApiKey& key);

} // namespace stateroom::ui
