// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/serveraddress.h"

#include <QProcessEnvironment>

namespace stateroom {

/// What a command line says about the server. A null text is one that was not given.
struct ServerWish {
    QString url;
    QString dataDirectory;
    QString token;
    QString tokenFile;
    bool insecure = false; ///< the token may go over plain http to another machine
};

/// A server, and what opens it.
struct Server {
    ServerAddress address;
    QByteArray token;
    QString foundBy;   ///< `--url`, `STATEROOM_URL` or the file that names it
    QString tokenFrom; ///< likewise
    /// What it serves, if that is a directory of this machine that was named or found; else empty.
    QString dataDirectory{};
    QString httpsUrl{}; ///< where it serves HTTPS too, if what names it says so
};

/// Finds the server. Its address: `url`, else the data directory's `serving.json` where
/// `dataDirectory` is given, else STATEROOM_URL, else `serving.json` in STATEROOM_DATA or the
/// default place. Its token: `tokenFile`, `token`, STATEROOM_TOKEN, else the data directory's
/// `control-token`, which only goes to this machine or where `dataDirectory` was given.
///
/// A description that a killed server has left behind is none. No token ever goes to another
/// machine over plain http, unless `insecure`.
Outcome<Server> findServer(const ServerWish& wish, const QProcessEnvironment& environment);

} // namespace stateroom
