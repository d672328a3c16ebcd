// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>

#include <functional>

class QObject;

namespace stateroom {

class Service;

/// A request to this process's own server.
struct OwnCall {
    QByteArray method = "GET";
    QByteArray target; ///< encoded
    QByteArray token;  ///< for `Authorization: Bearer`; may be empty
    QByteArray body{}; ///< JSON; may be empty
};

struct OwnAnswer {
    QByteArray requestHead; ///< as it was sent, the token too
    int status = 0;
    QByteArray head; ///< as it came, status line first
    QByteArray body;
    QByteArray requestId;
};

/// Sends the request over a socket, as any program would, off this thread. `done` is told in that
/// of `context`, the calling one. Cancelled when the server does not listen, StorageFailed when
/// it cannot be reached.
void callOwnServer(
    const Service& service, OwnCall call, QObject* context,
    std::function<void(Result<OwnAnswer>)> done);

/// The head as callOwnServer() sends it; empty while the server does not listen.
QByteArray requestHeadOf(const Service& service, const OwnCall& call);

/// The request as a line for a POSIX shell. The token stands in it.
QByteArray curlOf(const Service& service, const OwnCall& call);

} // namespace stateroom
