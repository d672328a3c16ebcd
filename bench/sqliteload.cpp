// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/sqliteload.h"

#include "bench/httpclient.h"
#include "core/store/sql/chain.h"
#include "core/store/sql/schema.h"
#include "core/store/sql/writestatements.h"

#include <QDir>

#include <random>

namespace bench {

using namespace Qt::StringLiterals;
using namespace stateroom;
using sql::ChainNode;

/// The statements are those of the store's ledger, for a set of a key that exists.
class SqliteLoad::Private {
public:
    Private(std::unique_ptr<sql::Connection> opened, int keyCount)
        : connection(std::move(opened))
        , keys(keyCount)
        , key(*connection, u"SELECT version, seq, jump, jump_version, expires FROM entry"
                           u" WHERE namespace = ? AND key = ?")
        , tables(*connection)
        , chain(*connection)
    {
    }

    Result<void> fill();
    Result<void> set(int number);
    Result<void> write(const QByteArray& name, ChainNode node, bool create);
    Result<void> writeSummaries();

    std::unique_ptr<sql::Connection> connection;
    int keys;
    qint64 seq = 0;
    std::mt19937 random{4711};
    sql::Statement key;
    sql::WriteStatements tables;
    sql::Chain chain;
};

namespace {

QByteArray nameOf(int number)
{
    return "item-" + QByteArray::number(10'000'000 + number);
}

} // namespace

Result<void> SqliteLoad::Private::write(const QByteArray& name, ChainNode node, bool create)
{
    static const QByteArray value =
        R"({"n":123456,"step":"researching","text":")" + QByteArray(160, 'x') + R"("})";
    const std::optional<Timestamp> never;
    const std::optional<qint64> none;
    auto inserted = tables.insertChange.run(
        node.seq, Revision(node.seq.value()), none, 1, name, node.version, 1, node.previous,
        node.jump, node.jumpVersion, never, Timestamp(1'700'000'000'000), none, none, value);
    if (!inserted)
        return inserted;
    return (create ? tables.insertEntry : tables.updateEntry)
        .run(node.version, node.seq, node.jump, node.jumpVersion, never, 1, name);
}

Result<void> SqliteLoad::Private::writeSummaries()
{
    if (auto ran = tables.updateSpace.run(keys, seq, 1); !ran)
        return ran;
    return tables.updateLog.run(
        seq, seq, Timestamp(1'700'000'000'000), 0, 0, Timestamp(0), seq * 330);
}

Result<void> SqliteLoad::Private::fill()
{
    if (auto ran =
            connection->run(u"INSERT INTO namespace(id, name, keys, version_base, last_change)"
                            u" VALUES(1, CAST('workflow/bench' AS BLOB), 0, 0, 0)"_s);
        !ran)
        return ran;
    if (auto ran = tables.begin.run(); !ran)
        return ran;
    for (int i = 0; i < keys; ++i) {
        ChainNode node;
        node.seq = Seq(++seq);
        node.version = Version(1);
        if (auto written = write(nameOf(i), node, true); !written)
            return written;
    }
    if (auto written = writeSummaries(); !written)
        return written;
    return tables.commit.run();
}

Result<void> SqliteLoad::Private::set(int number)
{
    const QByteArray name = nameOf(number);
    if (auto begun = tables.begin.run(); !begun)
        return begun;
    ChainNode last;
    {
        auto rows = key.rows(1, name);
        if (!rows)
            return failureOf(rows);
        if (!rows->next())
            return fail(ErrorCode::Internal, u"A key of the benchmark is missing."_s);
        last.version = Version(rows->integer(0));
        last.seq = Seq(rows->integer(1));
        last.jump = Seq(rows->integer(2));
        last.jumpVersion = Version(rows->integer(3));
    }
    ChainNode next;
    next.seq = Seq(++seq);
    next.version = last.version.next();
    if (auto linked = chain.link(next, last); !linked)
        return linked;
    if (auto written = write(name, next, false); !written)
        return written;
    if (auto written = writeSummaries(); !written)
        return written;
    return tables.commit.run();
}

SqliteLoad::SqliteLoad(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

SqliteLoad::~SqliteLoad() = default;

Result<std::unique_ptr<SqliteLoad>> SqliteLoad::open(const QString& folder, int keys)
{
    QDir().mkpath(folder);
    const QString path = folder + u"/stateroom.db"_s;
    auto connection = sql::Connection::open(path, sql::Access::ReadWrite, 5000);
    if (!connection)
        return failureOf(connection);
    if (auto made = sql::prepareFile(**connection, path, Timestamp(0)); !made)
        return failureOf(made);
    if (auto ready = sql::configureWriter(**connection, StoreMode::Own, Durability::Full, 8 * 1024);
        !ready)
        return failureOf(ready);
    auto p = std::make_unique<Private>(std::move(*connection), keys);
    if (auto filled = p->fill(); !filled)
        return failureOf(filled);
    return std::unique_ptr<SqliteLoad>(new SqliteLoad(std::move(p)));
}

Result<double> SqliteLoad::run(double seconds)
{
    const qint64 begin = steadyNanoseconds();
    const qint64 end = begin + qint64(seconds * 1e9);
    qint64 writes = 0;
    qint64 now = begin;
    for (; now < end; now = steadyNanoseconds(), ++writes) {
        if (auto written = d->set(int(d->random() % unsigned(d->keys))); !written)
            return failureOf(written);
    }
    return double(writes) * 1e9 / double(now - begin);
}

} // namespace bench
