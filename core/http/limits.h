// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QList>

namespace stateroom {

/// What one client may cost. Contract section 0, "HTTP".
struct HttpLimits {
    qsizetype maxTarget = 16 * 1024;              ///< bytes; over it 414
    qsizetype maxHead = 64 * 1024;                ///< bytes of request line and fields; over it 431
    int maxFields = 200;                          ///< over it 431
    qsizetype maxBody = 16 * 1024 * 1024;         ///< bytes; over it 413
    qint64 maxBufferedBodies = 256 * 1024 * 1024; ///< over all connections; over it 503
    /// Bytes of answers and events that clients have not taken, over all connections; over it those
    /// are cut that have taken none for the longest, and for a second at least; over twice that,
    /// those too that are reading.
    qint64 maxUnread = 256 * 1024 * 1024;
    int maxConnections = 1024; ///< one more is answered 503
    /// First byte to complete; over it 408. Also how long an answer is awaited for a client that
    /// has ended its sending half, and may be gone.
    Milliseconds requestTimeout{30'000};
    Milliseconds handshakeTimeout{10'000}; ///< from the accept to the end of TLS's; then cut
    Milliseconds idleTimeout{60'000};      ///< between requests; then closed silently
    Milliseconds stallTimeout{30'000};     ///< bytes wait and the reader takes none: cut
};

/// Who may call at all. Contract section 0, "Who may call".
struct OriginRules {
    QList<QByteArray> allowedHosts;   ///< besides loopback names; without port: any port
    QList<QByteArray> allowedOrigins; ///< besides loopback origins; exact `scheme://host[:port]`
};

} // namespace stateroom
