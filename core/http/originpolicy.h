// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/limits.h"

#include <QByteArrayView>

namespace stateroom {

/// Judges `Host`, `Origin` and `Sec-Fetch-Site`: which names and which web pages may call.
/// Loopback names, any port, always may; `Origin: null` never may. Immutable, any thread.
class OriginPolicy {
public:
    explicit OriginPolicy(const OriginRules& rules);

    /// `host` as in the Host field or a target's authority: name, optional port.
    bool isHostAllowed(QByteArrayView host) const;
    /// `origin` as in the Origin field: `scheme://host[:port]`.
    bool isOriginAllowed(QByteArrayView origin) const;

private:
    QList<QByteArray> m_hosts;   // lower case
    QList<QByteArray> m_origins; // lower case, without a final slash
};

/// `localhost`, a name below it, 127.0.0.0/8 in four decimal parts, or `[::1]`; without a port.
bool isLoopbackName(QByteArrayView name);

} // namespace stateroom
