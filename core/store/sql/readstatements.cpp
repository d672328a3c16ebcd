// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/readstatements.h"

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

#define CHANGE_COLUMNS                                                                             \
    u"c.seq, c.revision, c.operation, n.name, c.key, c.version, c.op, c.expires, c.committed, "    \
    u"c.key_id, c.request_id, c.value"

constexpr qsizetype maxIdsInMemory = 10'000;

Namespace namespaceOf(const QByteArray& text)
{
    const auto slash = text.indexOf('/');
    return Namespace(QByteArrayView(text).first(slash), QByteArrayView(text).sliced(slash + 1));
}

template <class T> Result<T> endOf(const Statement::Rows& rows, T value)
{
    if (auto error = rows.error())
        return fail(*error);
    return value;
}

std::optional<JsonText> valueAt(const Statement::Rows& rows, int column)
{
    if (rows.isNull(column))
        return std::nullopt;
    return JsonText::fromValidated(rows.bytes(column));
}

Change changeFrom(const Statement::Rows& rows)
{
    Change change;
    change.seq = Seq(rows.integer(0));
    change.revision = Revision(rows.integer(1));
    change.operation = OperationId(rows.integer(2));
    change.name = {namespaceOf(rows.bytes(3)), Key(rows.bytes(4))};
    change.version = Version(rows.integer(5));
    change.op = static_cast<ChangeOp>(rows.integer(6));
    change.expiresAt = rows.moment(7);
    change.committedAt = Timestamp(rows.integer(8));
    change.by = {rows.bytes(9), rows.bytes(10)};
    change.value = valueAt(rows, 11);
    return change;
}

NamespaceInfo infoFrom(const Statement::Rows& rows)
{
    return {
        namespaceOf(rows.bytes(0)), rows.integer(1), Version(rows.integer(2)),
        Seq(rows.integer(3))};
}

} // namespace

ReadStatements::ReadStatements(Connection& connection)
    : m_chain(connection)
    , m_namespaceId(connection, u"SELECT id FROM namespace WHERE name = ?")
    , m_namespace(
          connection, u"SELECT name, keys, version_base, last_change FROM namespace WHERE name = ?")
    , m_namespaces(
          connection, u"SELECT name, keys, version_base, last_change FROM namespace ORDER BY name")
    , m_livingKey(
          connection, u"SELECT +version AS '', +seq AS '', +jump AS '', +jump_version AS '',"
                      u" +expires AS '' FROM entry WHERE namespace = ? AND key = ?")
    , m_removedKey(
          connection,
          u"SELECT version, seq, jump, jump_version FROM tombstone WHERE namespace = ? AND key = ?")
    , m_entry(
          connection, u"SELECT +e.version AS '', +e.seq AS '', +e.expires AS '',"
                      u" +c.committed AS '', +c.value AS ''"
                      u" FROM entry e CROSS JOIN change c ON c.seq = e.seq"
                      u" WHERE e.namespace = ? AND e.key = ?")
    , m_currentValue(
          connection, u"SELECT +e.version AS '', +c.value AS ''"
                      u" FROM entry e CROSS JOIN change c ON c.seq = e.seq"
                      u" WHERE e.namespace = ? AND e.key = ?"
                      u" AND (e.expires IS NULL OR e.expires > ?)")
    , m_entries(
          connection, u"SELECT e.key, e.version, e.seq, e.expires, c.committed, c.value"
                      u" FROM entry e CROSS JOIN change c ON c.seq = e.seq"
                      u" WHERE e.namespace = ? AND e.key >= ? AND e.key < ?"
                      u" AND (e.expires IS NULL OR e.expires > ?) ORDER BY e.key LIMIT ?")
    , m_keys(
          connection, u"SELECT key FROM entry WHERE namespace = ? AND key >= ? AND key < ?"
                      u" AND (expires IS NULL OR expires > ?) ORDER BY key LIMIT ?")
    , m_allKeys(
          connection, u"SELECT key, seq FROM entry WHERE namespace = ? AND key >= ? AND key < ?"
                      u" UNION ALL SELECT key, seq FROM tombstone"
                      u" WHERE namespace = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?")
    , m_change(
          connection, u"SELECT"
                      u" " CHANGE_COLUMNS u" FROM change c JOIN namespace n ON n.id = c.namespace "
                      u"WHERE c.seq = ?")
    , m_changes(
          connection,
          u"SELECT"
          u" " CHANGE_COLUMNS u", p.value FROM change c JOIN namespace n ON n.id = c.namespace"
          u" LEFT JOIN change p ON p.seq = c.previous"
          u" WHERE c.seq > ? AND c.seq <= ? ORDER BY c.seq LIMIT ?")
    , m_changesOfSpace(
          connection,
          u"SELECT"
          u" " CHANGE_COLUMNS u", p.value FROM change c JOIN namespace n ON n.id = c.namespace"
          u" LEFT JOIN change p ON p.seq = c.previous"
          u" WHERE c.seq > ? AND c.seq <= ? AND c.namespace = ? ORDER BY c.seq LIMIT ?")
    , m_changesOfKey(
          connection,
          u"SELECT"
          u" " CHANGE_COLUMNS u", p.value FROM change c JOIN namespace n ON n.id = c.namespace"
          u" LEFT JOIN change p ON p.seq = c.previous"
          u" WHERE c.seq > ? AND c.seq <= ? AND c.namespace = ? AND c.key = ?"
          u" ORDER BY c.seq LIMIT ?")
    , m_value(connection, u"SELECT value FROM change WHERE seq = ?")
    , m_logState(
          connection,
          u"SELECT last_seq, last_revision, floor, last_commit, floor_revision, floor_commit, bytes"
          u" FROM log_state")
    , m_moment(connection, u"SELECT revision, committed FROM change WHERE seq = ?")
    , m_idempotency(
          connection, u"SELECT fingerprint, answer, kept FROM idempotency"
                      u" WHERE scope = ? AND key = ? AND expires > ?")
{
}

Result<std::optional<qint64>> ReadStatements::namespaceId(const Namespace& space)
{
    if (const auto known = m_namespaceIds.constFind(space); known != m_namespaceIds.cend())
        return *known;
    auto rows = m_namespaceId.rows(space.text());
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<qint64>>(*rows, std::nullopt);
    const qint64 id = rows->integer(0);
    if (m_namespaceIds.size() >= maxIdsInMemory)
        m_namespaceIds.clear();
    m_namespaceIds.insert(space, id);
    return id;
}

Result<std::optional<NamespaceInfo>> ReadStatements::namespaceInfo(const Namespace& space)
{
    auto rows = m_namespace.rows(space.text());
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<NamespaceInfo>>(*rows, std::nullopt);
    return infoFrom(*rows);
}

Result<std::vector<NamespaceInfo>> ReadStatements::namespaces()
{
    auto rows = m_namespaces.rows();
    if (!rows)
        return failureOf(rows);
    std::vector<NamespaceInfo> all;
    while (rows->next())
        all.push_back(infoFrom(*rows));
    return endOf(*rows, std::move(all));
}

Result<std::optional<KeyRow>> ReadStatements::keyRow(qint64 space, const Key& key)
{
    const auto read = [](Statement::Rows& rows, bool living) {
        KeyRow row;
        row.living = living;
        row.node.version = Version(rows.integer(0));
        row.node.seq = Seq(rows.integer(1));
        row.node.jump = Seq(rows.integer(2));
        row.node.jumpVersion = Version(rows.integer(3));
        if (living)
            row.expires = rows.moment(4);
        return row;
    };
    {
        auto rows = m_livingKey.rows(space, key.bytes());
        if (!rows)
            return failureOf(rows);
        if (rows->next())
            return read(*rows, true);
        if (auto error = rows->error())
            return fail(*error);
    }
    auto rows = m_removedKey.rows(space, key.bytes());
    if (!rows)
        return failureOf(rows);
    if (rows->next())
        return read(*rows, false);
    return endOf<std::optional<KeyRow>>(*rows, std::nullopt);
}

Result<std::optional<Entry>> ReadStatements::entry(qint64 space, const Key& key)
{
    auto rows = m_entry.rows(space, key.bytes());
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<Entry>>(*rows, std::nullopt);
    return Entry{
        key,
        JsonText::fromValidated(rows->bytes(4)),
        Version(rows->integer(0)),
        Seq(rows->integer(1)),
        Timestamp(rows->integer(3)),
        rows->moment(2)};
}

Result<std::optional<VersionedValue>>
ReadStatements::currentValue(qint64 space, const Key& key, Timestamp now)
{
    auto rows = m_currentValue.rows(space, key.bytes(), now);
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<VersionedValue>>(*rows, std::nullopt);
    return VersionedValue{JsonText::fromValidated(rows->bytes(1)), Version(rows->integer(0))};
}

Result<std::vector<Entry>> ReadStatements::entries(
    qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit)
{
    auto rows = m_entries.rows(space, lower, upper, now, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<Entry> found;
    while (rows->next())
        found.push_back(
            {Key(rows->bytes(0)), JsonText::fromValidated(rows->bytes(5)),
             Version(rows->integer(1)), Seq(rows->integer(2)), Timestamp(rows->integer(4)),
             rows->moment(3)});
    return endOf(*rows, std::move(found));
}

Result<std::vector<Key>> ReadStatements::keys(
    qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit)
{
    auto rows = m_keys.rows(space, lower, upper, now, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<Key> found;
    while (rows->next())
        found.emplace_back(rows->bytes(0));
    return endOf(*rows, std::move(found));
}

Result<std::vector<std::pair<Key, Seq>>>
ReadStatements::allKeys(qint64 space, const QByteArray& lower, const QByteArray& upper, int limit)
{
    auto rows = m_allKeys.rows(space, lower, upper, space, lower, upper, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<std::pair<Key, Seq>> found;
    while (rows->next())
        found.emplace_back(Key(rows->bytes(0)), Seq(rows->integer(1)));
    return endOf(*rows, std::move(found));
}

Result<std::optional<Change>> ReadStatements::change(Seq seq)
{
    auto rows = m_change.rows(seq);
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<Change>>(*rows, std::nullopt);
    return changeFrom(*rows);
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
    LogStretch found;
    while (rows->next()) {
        if (std::ssize(found.changes) == limit || found.bytes > maxBytes)
            return found;
        Change& change = found.changes.emplace_back(changeFrom(*rows));
        change.oldValue = valueAt(*rows, 12);
        found.bytes += change.value ? change.value->bytes().size() : 0;
        found.bytes += change.oldValue ? change.oldValue->bytes().size() : 0;
    }
    found.complete = true;
    return endOf(*rows, std::move(found));
}

Result<QByteArray> ReadStatements::valueOf(Seq seq)
{
    auto rows = m_value.rows(seq);
    if (!rows)
        return failureOf(rows);
    return rows->next() ? Result<QByteArray>(rows->bytes(0)) : endOf(*rows, QByteArray());
}

Result<LogState> ReadStatements::logState()
{
    auto rows = m_logState.rows();
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf(*rows, LogState{});
    return LogState{
        {Seq(rows->integer(0)), Revision(rows->integer(1)), Seq(rows->integer(2)),
         Timestamp(rows->integer(3))},
        Revision(rows->integer(4)),
        Timestamp(rows->integer(5)),
        rows->integer(6)};
}

Result<Moment> ReadStatements::moment(Seq seq)
{
    auto rows = m_moment.rows(seq);
    if (!rows)
        return failureOf(rows);
    if (rows->next())
        return Moment{seq, Revision(rows->integer(0)), Timestamp(rows->integer(1))};
    if (auto error = rows->error())
        return fail(*error);
    return fail(
        ErrorCode::DamagedFile, u"The log has no change "_s + QString::number(seq.value()) + u'.',
        u"Restore the file from a backup."_s);
}

Result<std::optional<IdempotencyRecord>>
ReadStatements::idempotencyRecord(const QByteArray& scope, const QByteArray& key, Timestamp now)
{
    auto rows = m_idempotency.rows(scope, key, now);
    if (!rows)
        return failureOf(rows);
    if (!rows->next())
        return endOf<std::optional<IdempotencyRecord>>(*rows, std::nullopt);
    return IdempotencyRecord{rows->bytes(0), rows->bytes(1), Timestamp(rows->integer(2))};
}

QByteArray endOfPrefix(const QByteArray& prefix)
{
    QByteArray end = prefix;
    while (!end.isEmpty() && static_cast<unsigned char>(end.back()) == 0xff)
        end.chop(1);
    // UTF-8 never holds this byte, so it lies behind every key.
    if (end.isEmpty())
        return QByteArrayLiteral("\xff");
    end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
    return end;
}

} // namespace stateroom::sql
