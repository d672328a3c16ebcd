// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sql/readstatements.h"

namespace stateroom::sql {

/// Rows as values, judged on the way: SQLite notices damage to its own structure, but not a bit
/// that has changed within a row. What comes from here can be counted with, followed and shown
/// without further checks. The failure is always DamagedFile.

/// Judges the numbers of one row.
class RowCheck {
public:
    /// A number of ours, a moment too: never negative, and small enough to be counted on.
    qint64 number(qint64 value)
    {
        require(value >= 0 && value <= largest);
        return value;
    }
    std::optional<Timestamp> moment(std::optional<Timestamp> at)
    {
        if (at)
            number(at->value());
        return at;
    }
    void require(bool holds) { m_holds = m_holds && holds; }
    bool holds() const { return m_holds; }

private:
    static constexpr qint64 largest = qint64(1) << 62;
    bool m_holds = true;
};

/// `what`: where it was found, "a change of the log".
Failure damaged(QStringView what);

/// What was made of rows that have ended, unless it was an error that ended them.
template <class T> Result<T> endOf(const Statement::Rows& rows, T value)
{
    if (auto error = rows.error())
        return fail(*error);
    return value;
}

/// The first row as `read` makes it; nothing when there is none.
template <class T, class Read> Result<std::optional<T>> oneOf(Statement::Rows& rows, Read read)
{
    if (!rows.next())
        return endOf<std::optional<T>>(rows, std::nullopt);
    Result<T> found = read(rows);
    if (!found)
        return failureOf(found);
    return std::move(*found);
}

/// What stands in a value's column.
Result<JsonText> valueFrom(const Statement::Rows& rows, int column);
/// The same where it may be NULL.
Result<std::optional<JsonText>> optionalValueFrom(const Statement::Rows& rows, int column);
Result<Namespace> namespaceFrom(const QByteArray& text);

/// version, previous, jump, jump_version from `column` on, of the change `seq`.
Result<ChainNode> nodeFrom(const Statement::Rows& rows, Seq seq, int column);
/// version, seq, jump, jump_version, and of a living key expires.
Result<KeyRow> keyRowFrom(const Statement::Rows& rows, bool living);
/// seq, revision, operation, namespace's name, key, version, op, expires, committed, key_id,
/// request_id, value.
Result<Change> changeFrom(const Statement::Rows& rows);
/// name, keys, version_base, last_change.
Result<NamespaceInfo> namespaceInfoFrom(const Statement::Rows& rows);
/// last_seq, last_revision, floor, last_commit, floor_revision, floor_commit, bytes.
Result<LogState> logStateFrom(const Statement::Rows& rows);

} // namespace stateroom::sql
