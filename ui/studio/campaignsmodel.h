// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"

#include <QAbstractTableModel>

namespace stateroom::ui {

/// The campaigns with how many variables each has, and the one that is being made.
class CampaignsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CampaignsModel)

public:
    enum Column { NameColumn, CountColumn, ColumnCount };

    explicit CampaignsModel(QObject* parent = nullptr)
        : QAbstractTableModel(parent)
    {
    }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void take(std::vector<CampaignInfo> campaigns);
    /// Lists this one, too, though it has no variable yet.
    void setDraft(const QByteArray& id);

    const QByteArray& idAt(int row) const { return m_rows[size_t(row)].id; }
    int rowOf(const QByteArray& id) const;
    /// Whether the first take() has come.
    bool isLoaded() const { return m_isLoaded; }

private:
    void showRows();

    std::vector<CampaignInfo> m_stored;
    std::vector<CampaignInfo> m_rows; ///< and the draft among them
    QByteArray m_draft;
    bool m_isLoaded = false;
};

} // namespace stateroom::ui
