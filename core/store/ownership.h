// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QString>

#include <memory>

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
    /// Takes the directory, which is made when missing, then for this user alone. Errors:
    /// AlreadyOwned, whose message says by whom and since when; ReadOnly or StorageFailed, with the
    /// path, when it cannot be used.
    static Result<std::unique_ptr<Ownership>>
    acquire(const QString& directory, Timestamp now = SystemClock().now());

    /// Whether nobody owns it now and this process could; waits as acquire() does. Any thread, but
    /// not in a process that owns the directory.
    static bool isFree(const QString& directory);
    /// Where the owner says it can be reached; empty when it does not say.
    static QString ownerUrl(const QString& directory);

    /// Takes serving.json away and gives the directory free.
    ~Ownership();
    Q_DISABLE_COPY_MOVE(Ownership)

    /// Says where the owner can be reached, e.g. `http://127.0.0.1:7474`. When that cannot be
    /// written (a full disk), others are told less; the ownership stands all the same.
    void describe(const QString& url);

private:
    Ownership(QString directory, Timestamp since, std::unique_ptr<sql::Connection> lock);

    const QString m_directory;
    const Timestamp m_since;
    const std::unique_ptr<sql::Connection> m_lock;
};

} // namespace stateroom
