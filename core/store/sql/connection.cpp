// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/connection.h"

#include <QSqlError>
#include <QUuid>

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html); Qt gives the extended
// code as text.
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnlyFile = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26
};

} // namespace

Error errorOf(const QSqlError& error, const QString& doing)
{
    const int extended = error.nativeErrorCode().toInt();
    const QString what =
        doing + u": "_s +
        (error.databaseText().isEmpty() ? error.driverText() : error.databaseText()) +
        u" (SQLite "_s + QString::number(extended) + u")."_s;
    // A header that asks for a newer SQLite; with a code that says no more than "error".
    if (error.databaseText() == "unsupported file format"_L1)
        return {ErrorCode::DamagedFile, what, u"Restore the file from a backup."_s};
    switch (extended & 0xff) {
    case Full:
        return {ErrorCode::StorageFull, what, u"Make room on the disk; reads go on meanwhile."_s};
    case ReadOnlyFile:
        return {ErrorCode::ReadOnly, what, u"Check the permissions of the data directory."_s};
    case Corrupt:
    case NotADatabase:
        return {ErrorCode::DamagedFile, what, u"Restore the file from a backup."_s};
    case Busy:
    case Locked:
        return {ErrorCode::AlreadyOwned, what, u"Another process holds the file."_s};
    case IoError:
    case CantOpen:
        return {ErrorCode::StorageFailed, what, u"Check the disk and the data directory."_s};
    default:
        return {ErrorCode::StorageFailed, what, {}};
    }
}

Result<std::unique_ptr<Connection>>
Connection::open(const QString& path, Access access, qint64 busyTimeout)
{
    const QString name = u"stateroom-"_s + QUuid::createUuid().toString(QUuid::Id128);
    // Held by the connection alone: removeDatabase complains when another copy is left.
    std::unique_ptr<Connection> connection(
        new Connection(name, QSqlDatabase::addDatabase(u"QSQLITE"_s, name)));
    QSqlDatabase& database = connection->m_database;
    if (!database.isValid())
        return fail(
            ErrorCode::Internal, u"Qt's SQLite driver is missing."_s,
            u"Install it (on Debian: libqt6sql6-sqlite)."_s);
    database.setDatabaseName(path);
    QString options = u"QSQLITE_BUSY_TIMEOUT="_s + QString::number(busyTimeout);
    if (access == Access::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    database.setConnectOptions(options);
    if (!database.open())
        return fail(errorOf(database.lastError(), u"Cannot open "_s + path));
    return connection;
}

Connection::Connection(QString name, QSqlDatabase database)
    : m_name(std::move(name))
    , m_database(std::move(database))
{
}

Connection::~Connection()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Error Connection::noted(Error error)
{
    if (!m_failure)
        m_failure = error;
    return error;
}

Result<QSqlQuery> Connection::prepare(const QString& sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(noted(errorOf(query.lastError(), u"Cannot prepare \""_s + sql + u'"')));
    return query;
}

Result<void> Connection::run(const QString& sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return fail(noted(errorOf(query.lastError(), u"Cannot run \""_s + sql + u'"')));
    return {};
}

Result<QVariant> Connection::value(const QString& sql)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return fail(noted(errorOf(query.lastError(), u"Cannot run \""_s + sql + u'"')));
    QVariant result;
    if (query.next())
        result = query.value(0);
    else if (query.lastError().isValid())
        return fail(noted(errorOf(query.lastError(), u"Cannot read \""_s + sql + u'"')));
    return result;
}

} // namespace stateroom::sql
