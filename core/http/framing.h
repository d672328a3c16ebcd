// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/refusal.h"

#include <optional>

namespace stateroom {

/// What a head says about how its message is framed and what becomes of the connection (RFC 9112,
/// sections 3.2, 6 and 9). Anything that two readers could frame differently is refused.
struct Framing {
    qint64 contentLength = 0;
    bool isChunked = false;
    bool expectsContinue = false; ///< the client waits for `100 Continue` before it sends the body
    bool keepAlive = true;
    QByteArrayView host; ///< the Host field; empty when there is none (HTTP/1.0 only)

    bool hasBody() const { return isChunked || contentLength > 0; }

    /// Reads it from the fields, into which `host` points. On a refusal the frame is unknown, so
    /// the connection must be closed.
    static std::optional<Refusal> read(const Headers& headers, int minorVersion, Framing& framing);
};

} // namespace stateroom
