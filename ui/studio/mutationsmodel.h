// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "ui/model/throttle.h"
#include "ui/model/valuepreview.h"

#include <QAbstractTableModel>

namespace stateroom::ui {

/// The newest mutations of one campaign, by whomever, newest first; duplicates and refusals are
/// marked as such.
class MutationsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MutationsModel)

public:
    enum Column {
        TimeColumn,
        SubColumn,
        AppColumn,
        IdColumn,
        OutcomeColumn,
        EffectColumn,
        ColumnCount
    };

    /// The service must outlive the model.
    explicit MutationsModel(Service& service, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setCampaign(const QByteArray& id);
    const campaign::MutationReport& reportAt(int row) const { return *m_rows[size_t(row)]; }
    /// Takes over what there is now.
    void refresh();

Q_SIGNALS:
    void refreshed();

private:
    void listen();
    Spans effectOf(const campaign::MutationReport& report) const;

    Service& m_service;
    QByteArray m_id;
    std::vector<campaign::MutationReportPtr> m_rows;
    Throttle m_refresh;
    bool m_listens = false;
};

/// What a mutation did, or why it was refused, on one line.
Spans effectSpans(const campaign::MutationReport& report);

} // namespace stateroom::ui
