// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QString>

#include <memory>
#include <optional>

namespace stateroom {

namespace sql {
class Connection;
}

/// That this process serves a data directory, and no other does.
///
/// The right itself is an open exclusive transaction on DIR/serving.db, which the system ends with
/// the process, however that dies. DIR/serving.json only describes the owner to those who are
/// refused; what it says never decides anything, so that a stale one does no harm.
///
/// Belongs to the thread that acquired it and is destroyed there; describe() may be called from any
/// thread, one at a time. Nothing else in the process may open serving.db: on POSIX systems,
/// closing a second descriptor of a file drops the process's locks on it.
class Ownership {
public:
    /// What an owner says of itself. A directory's description may be of one that has gone, and
    /// any part of it may be missing.
    struct Owner {
        QString program; ///< its name; empty: unknown
        qint64 pid = 0;  ///< 0: unknown
        QString url;     ///< where it can be reached; empty: nowhere, or unknown
        std::optional<Timestamp> since = {};
    };

    /// Takes the directory, which is made when missing, then for this user alone. Errors:
    /// AlreadyOwned, whose message says by whom and since when; ReadOnly or StorageFailed, with the
    /// path, when it cannot be used.
    static Result<std::unique_ptr<Ownership>>
    acquire(const QString& directory, Timestamp now = SystemClock().now());

    /// Whether nobody owns it now and this process could; waits as acquire() does. Any thread, but
    /// not in a process that owns the directory.
    static bool isFree(const QString& directory);
    /// Who owns the directory, as far as it is told. Reads a small file.
    static Owner owner(const QString& directory);

    /// Takes serving.json away and gives the directory free.
    ~Ownership();
    Q_DISABLE_COPY_MOVE(Ownership)

    /// Says where the owner can be reached, e.g. `http://127.0.0.1:7474`, and over TLS. When that
    /// cannot be written (a full disk), others are told less; the ownership stands all the same.
    void describe(const QString& url, const QString& httpsUrl = {});

private:
    Ownership(QString directory, Timestamp since, std::unique_ptr<sql::Connection> lock);

    const QString m_directory;
    const Timestamp m_since;
    const std::unique_ptr<sql::Connection> m_lock;
};

} // namespace stateroom
