// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <memory>
#include <optional>

namespace stateroom::sql {

/// How a file is opened.
enum class Access {
    ReadWrite, ///< made when missing
    ReadOnly,
};

/// One SQLite connection, on one thread: made, used and destroyed there.
class Connection {
public:
    /// Opens the file; `busyTimeout` in milliseconds. No pragma that changes the file is run.
    static Result<std::unique_ptr<Connection>>
    open(const QString& path, Access access, qint64 busyTimeout);

    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// For Statement.
    Result<QSqlQuery> prepare(const QString& sql);
    /// Runs one statement that gives no rows (or whose rows nobody wants).
    Result<void> run(const QString& sql);
    /// The first column of the first row of a pragma or a query; an invalid variant without a row.
    Result<QVariant> value(const QString& sql);

    /// The first error of a statement since forgetFailure(), of a read too: with some of them
    /// SQLite gives up the transaction, and what came behind would be committed by itself.
    const std::optional<Error>& failure() const { return m_failure; }
    void forgetFailure() { m_failure.reset(); }
    /// For Statement: keeps the error, and returns it.
    Error noted(Error error);

private:
    Connection(QString name, QSqlDatabase database);
    QString m_name;
    QSqlDatabase m_database;
    std::optional<Error> m_failure;
};

/// What an SQLite error means to those above: StorageFull, ReadOnly, DamagedFile, AlreadyOwned
/// (locked by another process), StorageFailed. `doing` says what was tried.
Error errorOf(const QSqlError& error, const QString& doing);

} // namespace stateroom::sql
