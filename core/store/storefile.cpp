// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/storefile.h"

#include "core/store/sql/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QVariant>

#include <filesystem>
#include <system_error>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

Failure damagedFile(const QString& path, const QString& what)
{
    return fail(sql::withBackup({ErrorCode::DamagedFile, what, {}}, path));
}

/// The log stands beside the name by which a file is opened, and its owner is found in that
/// directory: under two names a file would have two of each, which ruins it.
Result<void> checkOnlyName(const QString& path)
{
    const QFileInfo info(path);
    if (info.isSymLink())
        return fail(
            ErrorCode::StorageFailed,
            path + u" is a symbolic link: its file could be in use from another directory."_s,
            u"Put the file itself in its place, or name the directory in which it stands."_s);
    std::error_code failed;
    const auto names = std::filesystem::hard_link_count(path.toStdU16String(), failed);
    if (!failed && names > 1 && info.isFile())
        return fail(
            ErrorCode::StorageFailed,
            path + u" has another name, too (a hard link): it could be in use under that one."_s,
            u"While no program uses it, remove the other name, or put a copy in its place."_s);
    return {};
}

Result<void> prepareAt(const QString& path, Timestamp now, qint64 busyTimeout)
{
    auto connection = sql::Connection::open(path, sql::Access::ReadWrite, busyTimeout);
    if (!connection)
        return failureOf(connection);
    return sql::prepareFile(**connection, path, now);
}

Result<void> make(const QString& path, Timestamp now, qint64 busyTimeout)
{
    // SQLite would throw it away, or take it for the new file's.
    if (QFileInfo(path + u"-wal"_s).size() > 0)
        return damagedFile(path, u"It is missing, but its log "_s + path + u"-wal is there."_s);
    const QString unfinished = path + u".new"_s;
    const auto clear = [&unfinished] {
        for (const auto& suffix : {u""_s, u"-journal"_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(unfinished + suffix);
    };
    clear();
    if (auto made = prepareAt(unfinished, now, busyTimeout); !made) {
        clear();
        return made;
    }
    // The first commit makes the new name durable: with its log, SQLite syncs the directory.
    // Not QFile::rename, which would copy where it cannot rename.
    std::error_code failed;
    std::filesystem::rename(unfinished.toStdU16String(), path.toStdU16String(), failed);
    if (failed) {
        clear();
        return fail(
            ErrorCode::StorageFailed,
            u"Cannot make "_s + path + u": "_s + QString::fromStdString(failed.message()) + u'.');
    }
    return {};
}

/// A file that was closed in order consists of whole pages; one that is short of some bytes would
/// be read as if there were zeros.
Result<void> checkSize(sql::Connection& connection, const QString& path)
{
    auto pageSize = connection.value(u"PRAGMA page_size"_s);
    if (!pageSize)
        return failureOf(pageSize);
    const bool hasLog = QFileInfo(path + u"-wal"_s).size() > 0; // then it may be half written
    if (!hasLog && QFileInfo(path).size() % pageSize->toLongLong() != 0)
        return fail(ErrorCode::DamagedFile, u"It has been cut short."_s);
    return {};
}

Result<void> judge(const QString& path, qint64 busyTimeout)
{
    auto connection = sql::Connection::open(path, sql::Access::ReadOnly, busyTimeout);
    if (!connection)
        return failureOf(connection);
    if (auto fits = sql::checkFile(**connection, path); !fits)
        return fits;
    auto sound = checkSize(**connection, path);
    if (sound)
        sound = sql::checkContent(**connection);
    if (!sound)
        return fail(sql::withBackup(std::move(sound).error(), path));
    return {};
}

/// Judges a file without changing anything when it is refused. On a read-only connection, since
/// closing a writing one could already change the file; and even that one may put SQLite's two side
/// files beside it.
Result<void> checkUntouched(const QString& path, qint64 busyTimeout)
{
    QStringList missing = {path + u"-wal"_s, path + u"-shm"_s};
    missing.removeIf([](const QString& file) { return QFileInfo::exists(file); });
    auto checked = judge(path, busyTimeout);
    if (!checked) {
        for (const QString& file : std::as_const(missing))
            QFile::remove(file);
    }
    return checked;
}

/// SQLite's two side files get the file's permissions when they are made, so that a file which
/// could only be read for a while leaves them unwritable.
void giveBackPermissions(const QString& path)
{
    if (!QFileInfo(path).isWritable())
        return;
    for (const QString& side : {path + u"-wal"_s, path + u"-shm"_s}) {
        const QFileInfo info(side);
        if (info.exists() && !info.isWritable())
            QFile::setPermissions(side, QFile::permissions(path));
    }
}

} // namespace

Result<void> prepareStoreFile(const QString& path, Timestamp now, qint64 busyTimeout)
{
    if (auto alone = checkOnlyName(path); !alone)
        return alone;
    if (!QFileInfo::exists(path))
        return make(path, now, busyTimeout);
    // Even to read it, SQLite would throw its log away.
    if (QFileInfo(path).size() == 0)
        return damagedFile(path, u"It is empty."_s);
    giveBackPermissions(path);
    if (auto fits = checkUntouched(path, busyTimeout); !fits)
        return fits;
    return prepareAt(path, now, busyTimeout);
}

} // namespace stateroom
