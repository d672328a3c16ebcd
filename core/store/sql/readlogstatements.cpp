// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ReadStatements that reads the log.
#include "core/store/sql/readstatements.h"
#include "core/store/sql/rows.h"

#include <limits>

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

/// What a stretch of the log may hold: changes behind `after` up to `upTo`, in order.
struct StretchBounds {
    Seq after;
    Seq upTo;
    int limit;
    qint64 maxBytes;
};

/// The rows, one more than the limit if there are so many, as `read` understands each.
template <class Read>
Result<LogStretch> stretchFrom(Statement::Rows& rows, const StretchBounds& bounds, Read read)
{
    LogStretch found;
    Seq last = bounds.after;
    while (rows.next()) {
        if (std::ssize(found.changes) == bounds.limit || found.bytes > bounds.maxBytes)
            return found;
        Result<Change> change = read(rows);
        if (!change)
            return failureOf(change);
        if (change->seq <= last || change->seq > bounds.upTo)
            return damaged(u"the order of the log");
        last = change->seq;
        found.bytes += change->value ? change->value->bytes().size() : 0;
        found.bytes += change->oldValue ? change->oldValue->bytes().size() : 0;
        found.changes.push_back(std::move(*change));
    }
    found.complete = true;
    return endOf(rows, std::move(found));
}

} // namespace

Result<std::optional<Change>> ReadStatements::change(Seq seq)
{
    auto rows = m_change.rows(seq);
    if (!rows)
        return failureOf(rows);
    return oneOf<Change>(*rows, changeFrom);
}

Result<LogStretch> ReadStatements::changes(
    Seq after, Seq upTo, std::optional<qint64> space, const std::optional<Key>& key, int limit,
    qint64 maxBytes)
{
    // One more, to know whether there is one.
    auto rows = !space ? m_changes.rows(after, upTo, limit + 1)
                : !key ? m_changesOfSpace.rows(after, upTo, *space, limit + 1)
                       : m_changesOfKey.rows(after, upTo, *space, key->bytes(), limit + 1);
    if (!rows)
        return failureOf(rows);
    return stretchFrom(
        *rows, {after, upTo, limit, maxBytes}, [](const Statement::Rows& row) -> Result<Change> {
            auto read = changeFrom(row);
            if (!read)
                return read;
            auto old = optionalValueFrom(row, 12);
            if (!old)
                return failureOf(old);
            read->oldValue = std::move(*old);
            return read;
        });
}

Result<LogStretch>
ReadStatements::changesOfOperation(OperationId operation, Seq after, int limit, qint64 maxBytes)
{
    auto rows = m_changesOfOperation.rows(operation, after, limit + 1);
    if (!rows)
        return failureOf(rows);
    return stretchFrom(
        *rows, {after, Seq(std::numeric_limits<qint64>::max()), limit, maxBytes}, changeFrom);
}

Result<std::optional<JsonText>> ReadStatements::valueOf(Seq seq)
{
    auto rows = m_value.rows(seq);
    if (!rows)
        return failureOf(rows);
    return oneOf<JsonText>(*rows, [](const Statement::Rows& row) { return valueFrom(row, 0); });
}

Result<LogState> ReadStatements::logState()
{
    auto rows = m_logState.rows();
    if (!rows)
        return failureOf(rows);
    auto log = oneOf<LogState>(*rows, logStateFrom);
    if (!log)
        return failureOf(log);
    return *log ? Result<LogState>(**log) : damaged(u"the log's own state");
}

Result<Moment> ReadStatements::moment(Seq seq)
{
    auto rows = m_moment.rows(seq);
    if (!rows)
        return failureOf(rows);
    if (rows->next()) {
        RowCheck check;
        const Moment moment{
            seq, Revision(check.number(rows->integer(0))),
            Timestamp(check.number(rows->integer(1)))};
        if (!check.holds())
            return damaged(u"a change of the log");
        return moment;
    }
    if (auto error = rows->error())
        return fail(*error);
    return fail(
        ErrorCode::DamagedFile, u"The log has no change "_s + QString::number(seq.value()) + u'.',
        u"Restore the file from a backup."_s);
}

} // namespace stateroom::sql
