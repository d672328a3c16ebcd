// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/schema.h"

#include "core/store/sql/rows.h"

#include <QDir>
#include <QFileInfo>
#include <QVariant>

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

// "STRM": says whose file it is (PRAGMA application_id).
constexpr int applicationId = 0x5354524d;

// Version 1. `change` is the log and the only home of values, in their last column so that whoever
// skims the log does not touch them. The entries, living and removed, point at their newest change;
// `previous` chains a key's changes, and `jump` skips along that chain so that any old state is
// found in logarithmic time without an index (core/store/sql/chain.h).
QStringList firstFormat()
{
    return {
        uR"(CREATE TABLE log_state(
            id INTEGER PRIMARY KEY CHECK(id = 1),
            last_seq INTEGER NOT NULL, last_revision INTEGER NOT NULL,
            last_commit INTEGER NOT NULL, floor INTEGER NOT NULL,
            floor_revision INTEGER NOT NULL, floor_commit INTEGER NOT NULL,
            bytes INTEGER NOT NULL))"_s,
        u"INSERT INTO log_state VALUES(1, 0, 0, 0, 0, 0, 0, 0)"_s,
        uR"(CREATE TABLE namespace(
            id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, keys INTEGER NOT NULL,
            version_base INTEGER NOT NULL, last_change INTEGER NOT NULL))"_s,
        uR"(CREATE TABLE entry(
            namespace INTEGER NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL,
            seq INTEGER NOT NULL, jump INTEGER NOT NULL, jump_version INTEGER NOT NULL,
            expires INTEGER, PRIMARY KEY(namespace, key)) WITHOUT ROWID)"_s,
        u"CREATE INDEX entry_expires ON entry(expires) WHERE expires IS NOT NULL"_s,
        uR"(CREATE TABLE tombstone(
            namespace INTEGER NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL,
            seq INTEGER NOT NULL, jump INTEGER NOT NULL, jump_version INTEGER NOT NULL,
            PRIMARY KEY(namespace, key)) WITHOUT ROWID)"_s,
        uR"(CREATE TABLE change(
            seq INTEGER PRIMARY KEY, revision INTEGER NOT NULL, operation INTEGER,
            namespace INTEGER NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL,
            op INTEGER NOT NULL, previous INTEGER NOT NULL, jump INTEGER NOT NULL,
            jump_version INTEGER NOT NULL, expires INTEGER, committed INTEGER NOT NULL,
            key_id BLOB, request_id BLOB, value BLOB))"_s,
        u"CREATE INDEX change_operation ON change(operation) WHERE operation IS NOT NULL"_s,
        uR"(CREATE TABLE idempotency(
            scope BLOB NOT NULL, key BLOB NOT NULL, fingerprint BLOB NOT NULL,
            answer BLOB NOT NULL, kept INTEGER NOT NULL, expires INTEGER NOT NULL,
            PRIMARY KEY(scope, key)) WITHOUT ROWID)"_s,
        u"CREATE INDEX idempotency_expires ON idempotency(expires)"_s,
    };
}

// Version 2. Where entries stand by some of their fields (core/store/fieldindexer.h), and by which
// definition the rows of a namespace were made; without that they count for nothing.
QStringList withFieldIndex()
{
    return {
        uR"(CREATE TABLE field_index(
            namespace INTEGER NOT NULL, idx INTEGER NOT NULL, sort_key BLOB NOT NULL,
            key BLOB NOT NULL, PRIMARY KEY(namespace, idx, sort_key, key)) WITHOUT ROWID)"_s,
        uR"(CREATE TABLE indexed_namespace(
            name BLOB NOT NULL PRIMARY KEY, fingerprint BLOB NOT NULL) WITHOUT ROWID)"_s,
    };
}

struct FileState {
    int application = 0;
    int version = 0;
    int tables = 0;
};

Result<int> number(Connection& connection, const QString& sql)
{
    auto value = connection.value(sql);
    if (!value)
        return failureOf(value);
    return value->toInt();
}

Result<FileState> stateOf(Connection& connection)
{
    auto tables = number(connection, u"SELECT count(*) FROM sqlite_master"_s);
    if (!tables)
        return failureOf(tables);
    auto application = number(connection, u"PRAGMA application_id"_s);
    if (!application)
        return failureOf(application);
    auto version = number(connection, u"PRAGMA user_version"_s);
    if (!version)
        return failureOf(version);
    return FileState{*application, *version, *tables};
}

Result<void> judge(const FileState& state, const QString& path, int newest)
{
    if (state.tables > 0 && state.application != applicationId) {
        Error error{ErrorCode::DamagedFile, u"It is a database of another program."_s, {}};
        return fail(withBackup(std::move(error), path));
    }
    if (state.tables > 0 && state.version < 1) {
        Error error{ErrorCode::DamagedFile, u"It does not say which format it has."_s, {}};
        return fail(withBackup(std::move(error), path));
    }
    if (state.version > newest)
        return fail(
            ErrorCode::NewerFile,
            path + u" was written by a newer version of Stateroom (format "_s +
                QString::number(state.version) + u", this program knows "_s +
                QString::number(newest) + u"); it was left as it is."_s,
            u"Use the newer version, or another data directory."_s);
    return {};
}

Result<void> backUp(Connection& connection, const QString& path, int version, Timestamp now)
{
    const QString target = path + u".backup-v"_s + QString::number(version) + u'-' +
                           now.toDateTime().toString(u"yyyyMMdd'T'HHmmsszzz"_s);
    QString quoted = target;
    quoted.replace(u'\'', u"''"_s);
    return connection.run(u"VACUUM INTO '"_s + quoted + u'\'');
}

Result<void> runInTransaction(Connection& connection, const Migration& step)
{
    QStringList statements = step.statements;
    statements.prepend(u"BEGIN IMMEDIATE"_s);
    statements << u"PRAGMA user_version = "_s + QString::number(step.to)
               << u"PRAGMA application_id = "_s + QString::number(applicationId) << u"COMMIT"_s;
    for (const QString& statement : std::as_const(statements)) {
        if (auto ran = connection.run(statement); !ran) {
            // The first error is the one to tell; a failed ROLLBACK leaves nothing to undo.
            (void)connection.run(u"ROLLBACK"_s).has_value();
            return ran;
        }
    }
    return {};
}

Result<void> makeNew(Connection& connection)
{
    // These hold only for a file without content, hence before the first table.
    for (const auto& pragma :
         {u"PRAGMA page_size = 4096"_s, u"PRAGMA auto_vacuum = INCREMENTAL"_s}) {
        if (auto ran = connection.run(pragma); !ran)
            return ran;
    }
    return {};
}

/// The names and texts of all tables and indexes, one a line.
Result<QStringList> layoutOf(Connection& connection)
{
    auto text = connection.value(
        u"SELECT group_concat(type || ' ' || name || ' ' || tbl_name || ' ' ||"
        u" replace(sql, char(10), ' '), char(10)) FROM sqlite_master WHERE sql IS NOT NULL"_s);
    if (!text)
        return failureOf(text);
    return text->toString().split(u'\n');
}

/// As migrations() make them in an empty file of that version.
Result<QStringList> expectedLayout(int version)
{
    auto made = Connection::open(u":memory:"_s, Access::ReadWrite, 0);
    if (!made)
        return failureOf(made);
    for (const Migration& step : migrations()) {
        if (step.to > version)
            break;
        if (auto ran = runInTransaction(**made, step); !ran)
            return failureOf(ran);
    }
    return layoutOf(**made);
}

} // namespace

Error withBackup(Error error, const QString& path)
{
    if (error.code != ErrorCode::DamagedFile)
        return error;
    error.message = path + u" cannot be used as a store and was left as it is. "_s + error.message;
    const QString backup = newestBackup(path);
    error.hint =
        backup.isEmpty()
            ? u"Move the file away to start with an empty store, or put a copy of it in its place."_s
            : u"The newest backup is "_s + backup + u": move it into its place."_s;
    return error;
}

const std::vector<Migration>& migrations()
{
    static const std::vector<Migration> all = {{1, firstFormat()}, {2, withFieldIndex()}};
    return all;
}

Result<void>
checkFile(Connection& connection, const QString& path, const std::vector<Migration>& steps)
{
    auto state = stateOf(connection);
    if (!state)
        return fail(withBackup(std::move(state).error(), path));
    if (state->tables == 0)
        return fail(withBackup({ErrorCode::DamagedFile, u"It is empty."_s, {}}, path));
    return judge(*state, path, steps.back().to);
}

Result<void> checkContent(Connection& connection)
{
    const auto version = number(connection, u"PRAGMA user_version"_s);
    if (!version)
        return failureOf(version);
    const auto expected = expectedLayout(*version);
    if (!expected)
        return failureOf(expected);
    const auto found = layoutOf(connection);
    if (!found)
        return failureOf(found);
    for (const QString& part : *expected) {
        if (!found->contains(part))
            return fail(ErrorCode::DamagedFile, u"Its tables are not those of a store."_s);
    }
    // In one statement, and thus one snapshot. Above the floor the log has no gap, so that its last
    // change is there; below, it may have been dropped.
    Statement state(
        connection, u"SELECT last_seq, last_revision, floor, last_commit, floor_revision,"
                    u" floor_commit, bytes, (SELECT max(seq) FROM change) FROM log_state");
    auto rows = state.rows();
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return rows->error() ? fail(*rows->error()) : damaged(u"the log's own state");
    auto log = logStateFrom(*rows);
    if (!log)
        return failureOf(log);
    const Seq last(rows->integer(7));
    const LogPosition& said = log->position;
    if (last > said.last || (last < said.last && said.floor < said.last))
        return fail(ErrorCode::DamagedFile, u"Its log does not end where it should."_s);
    // The one other thing that a start reads: what fails here fails before anything is written.
    auto expiry = connection.value(u"SELECT min(expires) FROM entry WHERE expires IS NOT NULL"_s);
    return expiry ? Result<void>() : Result<void>(failureOf(expiry));
}

Result<void> prepareFile(
    Connection& connection, const QString& path, Timestamp now, const std::vector<Migration>& steps)
{
    auto state = stateOf(connection);
    if (!state)
        return fail(withBackup(std::move(state).error(), path));
    if (auto fits = judge(*state, path, steps.back().to); !fits)
        return fits;
    if (state->version == steps.back().to)
        return {};
    if (state->tables == 0) {
        if (auto made = makeNew(connection); !made)
            return made;
    } else if (auto saved = backUp(connection, path, state->version, now); !saved) {
        return saved;
    }
    for (const Migration& step : steps) {
        if (step.to <= state->version)
            continue;
        if (auto ran = runInTransaction(connection, step); !ran)
            return ran;
    }
    // Last, so that all of it is in the file itself; from here on nothing leaves a rollback
    // journal, with which a file cannot be judged without writing to it.
    return state->tables == 0 ? connection.run(u"PRAGMA journal_mode = WAL"_s) : Result<void>();
}

QString newestBackup(const QString& path)
{
    const QFileInfo file(path);
    const auto names =
        file.dir().entryInfoList({file.fileName() + u".backup-*"_s}, QDir::Files, QDir::Time);
    return names.isEmpty() ? QString() : names.first().absoluteFilePath();
}

namespace {

Result<void> runAll(Connection& connection, const QStringList& statements)
{
    for (const QString& statement : statements) {
        if (auto ran = connection.run(statement); !ran)
            return ran;
    }
    return {};
}

QStringList commonPragmas(int cacheKiB)
{
    return {
        u"PRAGMA trusted_schema = OFF"_s, u"PRAGMA mmap_size = 0"_s,
        u"PRAGMA cache_size = -"_s + QString::number(cacheKiB)};
}

} // namespace

Result<void> configureReader(Connection& connection, int cacheKiB)
{
    QStringList pragmas = commonPragmas(cacheKiB);
    pragmas << u"PRAGMA query_only = ON"_s;
    return runAll(connection, pragmas);
}

Result<void>
configureWriter(Connection& connection, StoreMode mode, Durability durability, int cacheKiB)
{
    QStringList pragmas = commonPragmas(cacheKiB);
    const bool full = durability == Durability::Full && mode != StoreMode::Ephemeral;
    pragmas << u"PRAGMA journal_mode = WAL"_s
            << (mode == StoreMode::Ephemeral ? u"PRAGMA synchronous = OFF"_s
                : full                       ? u"PRAGMA synchronous = FULL"_s
                                             : u"PRAGMA synchronous = NORMAL"_s);
    // Without it a sync on macOS does not reach the disk.
    if (full)
        pragmas << u"PRAGMA fullfsync = ON"_s << u"PRAGMA checkpoint_fullfsync = ON"_s;
    // The background checkpointer comes first; this bounds the log file if it falls behind.
    pragmas << u"PRAGMA wal_autocheckpoint = 4000"_s;
    return runAll(connection, pragmas);
}

} // namespace stateroom::sql
