// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>

namespace stateroom::business {

/// Where the server is reached: its answers name it, in its own words where the request has no Host
/// to go by. Shared by all workers; the ports may change at any time.
struct ServedAt {
    QByteArray host;                    ///< `127.0.0.1`, `[::1]`: as a URL has it
    std::atomic<quint16> httpPort = 0;  ///< 0 until it is known
    std::atomic<quint16> httpsPort = 0; ///< 0 while HTTPS is not served
};

} // namespace stateroom::business
