// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QTemporaryFile>

#include <memory>

namespace stateroom::control {

/// Files that come in parts, to be imported: kept in the data directory, readable by its owner
/// alone, gone when they are dropped, an hour after they were last touched, or with the process.
/// Thread-safe.
class Uploads {
public:
    Uploads(QString directory, const Clock& clock);
    ~Uploads();
    Q_DISABLE_COPY_MOVE(Uploads)

    /// Removes what a process that was killed has left in the directory.
    static void removeLeftOvers(const QString& directory);

    struct Begun {
        QByteArray id;
        bool isRepeat = false; ///< it was begun before
    };
    /// A new, empty one; or the one that was begun with this key, if that is there still and the
    /// key is not empty. Conflict when there are too many.
    Result<Begun> begin(const QByteArray& idempotencyKey = {});
    /// Adds a part at its place; how much there is now. Conflict (currentVersion: how much there
    /// is) for a part beyond the end; what was there already is taken as read.
    Result<qint64> add(const QByteArray& id, qint64 offset, const QByteArray& part);
    /// Opens it for reading.
    Result<std::shared_ptr<QIODevice>> open(const QByteArray& id);
    bool contains(const QByteArray& id);
    /// Whether it was there.
    bool drop(const QByteArray& id);

private:
    struct Upload {
        std::shared_ptr<QTemporaryFile> file;
        Milliseconds touched{};
        QByteArray idempotencyKey;
    };
    Result<Upload*> find(const QByteArray& id) REQUIRES(m_mutex);
    void dropOld() REQUIRES(m_mutex);

    const QString m_directory;
    const Clock& m_clock;
    Mutex m_mutex;
    QHash<QByteArray, Upload> m_uploads GUARDED_BY(m_mutex);
};

} // namespace stateroom::control
