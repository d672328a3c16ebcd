// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ledger.h"
#include "core/store/sql/connection.h"
#include "core/store/sql/rows.h"

#include <algorithm>

// What housekeeping asks of the ledger: idempotency records, expiry, the floor.

namespace stateroom {

using namespace Qt::StringLiterals;

Result<void> Ledger::keepIdempotencyRecord(
    const QByteArray& scope, const QByteArray& key, const QByteArray& fingerprint,
    const QByteArray& answer, Timestamp expires)
{
    if (auto touched = touch(); !touched)
        return touched;
    return m_sql.keepRecord.run(scope, key, fingerprint, answer, m_at, expires);
}

Result<bool> Ledger::dropIdempotencyRecordsDueBy(Timestamp moment, int limit)
{
    if (auto touched = touch(); !touched)
        return failureOf(touched);
    if (auto dropped = m_sql.dropRecords.run(moment, limit); !dropped)
        return failureOf(dropped);
    auto count = m_connection->value(u"SELECT changes()"_s);
    if (!count)
        return failureOf(count);
    return count->toInt() == limit;
}

Result<std::vector<Ledger::Due>> Ledger::dueBy(Timestamp moment, int limit)
{
    auto rows = m_sql.due.rows(moment, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<Due> due;
    while (rows->next()) {
        auto space = sql::namespaceFrom(rows->bytes(0));
        if (!space)
            return failureOf(space);
        due.push_back({{std::move(*space), Key(rows->bytes(1))}, Timestamp(rows->integer(2))});
    }
    if (auto error = rows->error())
        return fail(*error);
    return due;
}

Result<std::optional<Timestamp>> Ledger::nextExpiry()
{
    auto rows = m_sql.nextExpiry.rows();
    if (!rows)
        return failureOf(rows);
    if (rows->next())
        return rows->moment(0);
    return sql::endOf<std::optional<Timestamp>>(*rows, std::nullopt);
}

Result<std::optional<Ledger::LogRow>> Ledger::rowBehind(Seq seq)
{
    auto rows = m_sql.rowBehind.rows(seq);
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return sql::endOf<std::optional<LogRow>>(*rows, std::nullopt);
    auto space = sql::namespaceFrom(rows->bytes(4));
    if (!space)
        return failureOf(space);
    sql::RowCheck check;
    LogRow row;
    row.seq = Seq(check.number(rows->integer(0)));
    row.revision = Revision(check.number(rows->integer(1)));
    row.committed = Timestamp(check.number(rows->integer(2)));
    check.require(row.seq > seq);
    if (!check.holds())
        return sql::damaged(u"a change of the log");
    auto node = sql::nodeFrom(*rows, row.seq, 6);
    if (!node)
        return failureOf(node);
    row.node = *node;
    row.space = rows->integer(3);
    row.name = {std::move(*space), Key(rows->bytes(5))};
    row.removal = !leavesValue(static_cast<ChangeOp>(rows->integer(10)));
    row.bytes = sizeOf(row.name.key.bytes().size(), rows->integer(11));
    return row;
}

Result<void> Ledger::moveFloor(const LogRow& to, qint64 bytesPassed)
{
    m_head.floor = to.seq;
    m_head.floorRevision = to.revision;
    m_head.floorCommit = to.committed;
    m_head.bytes = std::max<qint64>(0, m_head.bytes - bytesPassed);
    m_head.dirty = true;
    return touch();
}

Result<void> Ledger::dropChange(Seq seq)
{
    return m_sql.dropChange.run(seq);
}

Result<bool> Ledger::dropTombstone(const LogRow& row)
{
    {
        auto rows = m_sql.tombstoneSeq.rows(row.space, row.name.key.bytes());
        if (!rows)
            return failureOf(rows);
        const bool found = rows->next();
        if (auto error = rows->error())
            return fail(*error);
        if (!found || Seq(rows->integer(0)) != row.seq)
            return false; // written again since: its history goes on
    }
    if (auto dropped = m_sql.deleteTombstone.run(row.space, row.name.key.bytes()); !dropped)
        return failureOf(dropped);
    if (auto raised = m_sql.raiseBase.run(row.node.version, row.space); !raised)
        return failureOf(raised);
    if (const auto space = m_spaces.find(row.name.space); space != m_spaces.end()) {
        remember(row.name.space);
        space->base = std::max(space->base, row.node.version);
    }
    return true;
}

} // namespace stateroom
