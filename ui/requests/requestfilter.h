// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/filteringmodel.h"

namespace stateroom::ui {

/// Which requests one wants to see.
class RequestFilter final : public FilteringModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestFilter)

public:
    /// A status class is its first digit.
    enum Status {
        AnyStatus = 0,
        Errors = -1,
        Informed = 2,
        Redirected = 3,
        Caller = 4,
        Server = 5
    };

    explicit RequestFilter(QObject* parent = nullptr);

    /// Words that must all stand in method, path, status, API, key, reason or error code.
    void setText(const QString& text);
    void setStatus(int status);
    /// Empty: any.
    void setApi(const QByteArray& api);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    int m_status = AnyStatus;
    QByteArray m_api;
};

} // namespace stateroom::ui
