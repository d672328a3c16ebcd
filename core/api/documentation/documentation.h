// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/routetable.h"

#include <map>
#include <mutex>

namespace stateroom::documentation {

/// What a server says of itself: the OpenAPI document of its routes, the page that shows it, and a
/// page for each error code. Made at the first call, once. Any thread.
class Documentation {
public:
    /// The tables must live as long.
    explicit Documentation(std::vector<const RouteTable*> tables);
    Q_DISABLE_COPY_MOVE(Documentation)

    /// `server`: the table with the operations of the documentation itself. This object must
    /// outlive the router. No call needs a key: it tells nothing of what is stored.
    void addRoutes(Router& router, const RouteTable& server) const;

private:
    struct Page {
        QByteArray type;
        QByteArray body;
        QByteArray tag; ///< the ETag
    };
    void make() const;
    void keep(const QByteArray& path, QByteArrayView type, QByteArray body) const;
    void answer(const QByteArray& path, const Request& request, const Reply& reply) const;

    const std::vector<const RouteTable*> m_tables;
    mutable std::once_flag m_once;
    mutable std::map<QByteArray, Page> m_pages; // by path; constant after m_once
};

} // namespace stateroom::documentation
