// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/diagnosis.h"
#include "core/service/service.h"
#include "ui/model/tablemodel.h"
#include "ui/model/throttle.h"

#include <deque>

namespace stateroom::ui {

/// The newest requests, newest first, as the service's RequestBook holds them: event streams from
/// their beginning on, with how long they took once they have ended. Follows it while it
/// is awake; paused, it stands still and counts what comes.
///
/// Roles: DisplayRole, ToolTipRole, and those below.
class RequestsModel final : public TableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestsModel)

public:
    enum Column {
        TimeColumn,
        MethodColumn,
        PathColumn,
        StatusColumn,
        TookColumn,
        ApiColumn,
        KeyColumn,
        ReasonColumn,
        ColumnCount
    };
    /// Ten times a second: reading the book holds up the servers for a moment.
    static constexpr Milliseconds interval{100};

    /// The service must outlive the model.
    explicit RequestsModel(Service& service, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role) const override;

    const RequestReport& requestAt(int row) const { return *m_rows[size_t(row)].report; }
    const Diagnosis& diagnosisAt(int row) const;
    /// The key by which the request came, for people; empty when it bore none.
    QString keyText(const RequestReport& report) const;
    /// The newest request with this id, or -1.
    int rowOf(const QByteArray& requestId) const;

    /// Only what is looked at follows. Asleep at first.
    void setAwake(bool awake);
    bool isPaused() const { return m_paused; }
    void setPaused(bool paused);
    /// How many requests have come since it was paused.
    qint64 waiting() const { return m_waiting; }
    /// Forgets all requests, in the book too.
    void clear();
    /// Takes over what the book has now, also while it is paused or asleep.
    void catchUp();

Q_SIGNALS:
    void waitingChanged();

private:
    struct Row {
        RequestReportPtr report;
        mutable std::optional<Diagnosis> diagnosis; ///< found when it is first looked at
    };

    size_t size() const override { return m_rows.size(); }
    void refresh();
    void listen();
    void removeOldest(int count);
    void endStreams();

    Service& m_service;
    std::deque<Row> m_rows;
    QHash<QByteArray, QString> m_keyNames; ///< by id; revoked ones stay
    Throttle m_refresh;
    QList<qint64> m_open; ///< the numbers of streams that were open when last looked at
    qint64 m_seen = 0;
    qint64 m_seenChanges = 0;
    qint64 m_waiting = 0;
    bool m_awake = false;
    bool m_paused = false;
    bool m_listens = false;
};

} // namespace stateroom::ui
