// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/clienterror.h"

#include <QByteArray>
#include <QList>

namespace stateroom {

/// Where a server answers.
struct ServerAddress {
    bool secure = false; ///< https
    QString host;        ///< a name or an address, without brackets
    quint16 port = 0;
    QByteArray basePath; ///< encoded, without a slash at its end; mostly empty

    /// `http://localhost:7474`, `https://host/base`, `localhost:7474`, with or without `/v1` at the
    /// end, as base URLs of the APIs have it. WrongUsage names `source` (an option, a variable, a
    /// file).
    static Outcome<ServerAddress> parse(const QString& text, const QString& source);

    /// Whether it is this machine, whatever a resolver says.
    bool isLoopback() const;
    /// What to connect to, in turn: `localhost` is never asked for elsewhere.
    QList<QString> hosts() const;
    /// The Host field.
    QByteArray authority() const;
    QString text() const;
};

} // namespace stateroom
