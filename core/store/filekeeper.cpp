// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/filekeeper.h"

#include "core/store/sql/connection.h"
#include "core/store/sql/schema.h"

#include <QLoggingCategory>
#include <QVariant>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "stateroom.store.file")

/// About a thousand pages: below the size at which the writer would have to do it itself.
constexpr qint64 bytesPerCheckpoint = 4 * 1024 * 1024;
constexpr int keeperCacheKiB = 512;

} // namespace

FileKeeper::FileKeeper(StoreState& state, bool check)
    : m_state(state)
{
    m_thread = std::thread([this, check] { run(check); });
}

FileKeeper::~FileKeeper()
{
    stop();
}

void FileKeeper::stop()
{
    {
        const Lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notifyAll();
    if (m_thread.joinable())
        m_thread.join();
}

void FileKeeper::noteWritten(qint64 bytes)
{
    bool enough = false;
    {
        const Lock lock(m_mutex);
        m_written += bytes;
        enough = m_written >= bytesPerCheckpoint;
    }
    if (enough)
        m_wake.notifyOne();
}

void FileKeeper::run(bool check)
{
    if (check)
        checkFile();
    std::unique_ptr<sql::Connection> connection;
    for (;;) {
        {
            Lock lock(m_mutex);
            while (!m_stopping && m_written < bytesPerCheckpoint)
                m_wake.wait(lock);
            if (m_stopping)
                return;
            m_written = 0;
        }
        if (!connection) {
            auto opened = sql::Connection::open(
                m_state.databasePath(), sql::Access::ReadWrite, m_state.options().busyTimeout);
            if (!opened)
                continue; // the writer's own checkpoint is behind it, and writes tell of the
                          // trouble
            connection = std::move(*opened);
            (void)sql::configureWriter(
                *connection, m_state.options().mode, m_state.options().durability, keeperCacheKiB)
                .has_value();
        }
        // PASSIVE waits for nobody; what readers still need is left for the next time.
        (void)connection->run(u"PRAGMA wal_checkpoint(PASSIVE)"_s).has_value();
    }
}

void FileKeeper::checkFile()
{
    auto connection = sql::Connection::open(
        m_state.databasePath(), sql::Access::ReadOnly, m_state.options().busyTimeout);
    if (!connection)
        return;
    auto finding = (*connection)->value(u"PRAGMA quick_check(1)"_s);
    if (finding && finding->toString() == "ok"_L1)
        return;
    // The last line; those before it name the database.
    const QString what =
        finding ? finding->toString().trimmed().section(u'\n', -1) + u'.' : finding.error().message;
    const QString path = m_state.databasePath();
    const QString backup = sql::newestBackup(path);
    Error error{
        ErrorCode::ReadOnly, path + u" is damaged: "_s + what + u" It is served read-only."_s,
        backup.isEmpty() ? u"Export what can be read, and start with an empty directory."_s
                         : u"Export what can be read, or go back to the backup "_s + backup};
    qCWarning(log).noquote() << error.toString();
    m_state.declareUnwritable(std::move(error));
}

} // namespace stateroom
