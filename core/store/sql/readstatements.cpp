// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/readstatements.h"

#include "core/store/sql/rows.h"

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

#define CHANGE_COLUMNS                                                                             \
    u"c.seq, c.revision, c.operation, n.name, c.key, c.version, c.op, c.expires, c.committed, "    \
    u"c.key_id, c.request_id, c.value"

// Without its change an entry is damaged, which must not look as if there were none.
#define ENTRY_AND_CHANGE u" entry e LEFT JOIN change c ON c.seq = e.seq AND c.version = e.version"
#define ENTRIES_OF_STRETCH                                                                         \
    u"SELECT e.key, e.version, e.seq, e.expires, c.committed, c.value"                             \
    u" FROM" ENTRY_AND_CHANGE u" WHERE e.namespace = ? AND e.key >= ? AND e.key < ?"               \
    u" AND (e.expires IS NULL OR e.expires > ?)"

constexpr qsizetype maxIdsInMemory = 10'000;

/// Whether keys come in their order: else whoever reads on behind the last might go in circles.
class KeyOrder {
public:
    explicit KeyOrder(const QByteArray& lower)
        : m_last(lower)
    {
    }
    bool allows(const QByteArray& key)
    {
        const bool follows = m_first ? m_last <= key : m_last < key;
        m_first = false;
        m_last = key;
        return follows;
    }

private:
    QByteArray m_last;
    bool m_first = true;
};

const QByteArray& keyOf(const Key& key)
{
    return key.bytes();
}

template <class Row> const QByteArray& keyOf(const Row& row)
{
    return row.key.bytes();
}

/// All rows as `read` makes them, if they come in the order of their keys.
template <class T, class Read>
Result<std::vector<T>> allInOrder(Statement::Rows& rows, const QByteArray& lower, Read read)
{
    std::vector<T> found;
    KeyOrder order(lower);
    while (rows.next()) {
        Result<T> one = read(rows);
        if (!one)
            return failureOf(one);
        if (!order.allows(keyOf(found.emplace_back(std::move(*one)))))
            return damaged(u"the order of the keys");
    }
    return endOf(rows, std::move(found));
}

Result<KeyHead> headFrom(const Statement::Rows& rows)
{
    RowCheck check;
    const Version version(check.number(rows.integer(1)));
    const Seq seq(check.number(rows.integer(2)));
    if (!check.holds())
        return damaged(u"a key");
    return KeyHead{Key(rows.bytes(0)), version, seq};
}

Result<Entry> entryFrom(const Statement::Rows& rows, Key key, int column)
{
    RowCheck check;
    Entry entry;
    entry.key = std::move(key);
    entry.version = Version(check.number(rows.integer(column)));
    entry.seq = Seq(check.number(rows.integer(column + 1)));
    entry.expiresAt = check.moment(rows.moment(column + 2));
    entry.writtenAt = Timestamp(check.number(rows.integer(column + 3)));
    if (!check.holds())
        return damaged(u"a key");
    auto value = valueFrom(rows, column + 4);
    if (!value)
        return failureOf(value);
    entry.value = std::move(*value);
    return entry;
}

} // namespace

ReadStatements::ReadStatements(Connection& connection)
    : m_chain(connection)
    , m_namespaceId(connection, u"SELECT id FROM namespace WHERE name = ?")
    , m_namespace(
          connection, u"SELECT name, keys, version_base, last_change FROM namespace WHERE name = ?")
    , m_namespaces(
          connection, u"SELECT name, keys, version_base, last_change FROM namespace"
                      u" WHERE name >= ? AND name < ? ORDER BY name")
    , m_livingKey(
          connection, u"SELECT +version AS '', +seq AS '', +jump AS '', +jump_version AS '',"
                      u" +expires AS '' FROM entry WHERE namespace = ? AND key = ?")
    , m_removedKey(
          connection,
          u"SELECT version, seq, jump, jump_version FROM tombstone WHERE namespace = ? AND key = ?")
    , m_entry(
          connection, u"SELECT +e.version AS '', +e.seq AS '', +e.expires AS '',"
                      u" +c.committed AS '', +c.value AS ''"
                      u" FROM" ENTRY_AND_CHANGE u" WHERE e.namespace = ? AND e.key = ?")
    , m_currentValue(
          connection, u"SELECT +e.version AS '', +c.value AS ''"
                      u" FROM" ENTRY_AND_CHANGE u" WHERE e.namespace = ? AND e.key = ?"
                      u" AND (e.expires IS NULL OR e.expires > ?)")
    , m_entries(connection, ENTRIES_OF_STRETCH u" ORDER BY e.key LIMIT ?")
    , m_entriesDown(connection, ENTRIES_OF_STRETCH u" ORDER BY e.key DESC LIMIT ?")
    , m_keys(
          connection, u"SELECT key FROM entry WHERE namespace = ? AND key >= ? AND key < ?"
                      u" AND (expires IS NULL OR expires > ?) ORDER BY key LIMIT ?")
    , m_heads(
          connection,
          u"SELECT key, version, seq FROM entry WHERE namespace = ? AND key >= ? AND key < ?"
          u" AND (expires IS NULL OR expires > ?) ORDER BY key LIMIT ?")
    , m_allKeys(
          connection, u"SELECT key, seq, 1, expires FROM entry"
                      u" WHERE namespace = ? AND key >= ? AND key < ?"
                      u" UNION ALL SELECT key, seq, 0, NULL FROM tombstone"
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
    , m_changesOfOperation(
          connection, u"SELECT"
                      u" " CHANGE_COLUMNS u" FROM change c JOIN namespace n ON n.id = c.namespace"
                      u" WHERE c.operation = ? AND c.seq > ? ORDER BY c.seq LIMIT ?")
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
    return oneOf<NamespaceInfo>(*rows, namespaceInfoFrom);
}

Result<std::vector<NamespaceInfo>> ReadStatements::namespaces(QByteArrayView kind)
{
    // Kinds are lower-case words, and '0' follows '/'.
    const QByteArray word = kind.toByteArray();
    auto rows = kind.isEmpty() ? m_namespaces.rows(QByteArray("a"), QByteArray("{"))
                               : m_namespaces.rows(word + '/', word + '0');
    if (!rows)
        return failureOf(rows);
    std::vector<NamespaceInfo> all;
    while (rows->next()) {
        auto info = namespaceInfoFrom(*rows);
        if (!info)
            return failureOf(info);
        all.push_back(std::move(*info));
    }
    return endOf(*rows, std::move(all));
}

Result<std::optional<KeyRow>>
ReadStatements::keyRow(qint64 space, const Key& key, bool mayBeRemoved)
{
    {
        auto rows = m_livingKey.rows(space, key.bytes());
        if (!rows)
            return failureOf(rows);
        auto living =
            oneOf<KeyRow>(*rows, [](const Statement::Rows& row) { return keyRowFrom(row, true); });
        if (!living || *living || !mayBeRemoved)
            return living;
    }
    auto rows = m_removedKey.rows(space, key.bytes());
    if (!rows)
        return failureOf(rows);
    return oneOf<KeyRow>(*rows, [](const Statement::Rows& row) { return keyRowFrom(row, false); });
}

Result<std::optional<Entry>> ReadStatements::entry(qint64 space, const Key& key)
{
    auto rows = m_entry.rows(space, key.bytes());
    if (!rows)
        return failureOf(rows);
    return oneOf<Entry>(
        *rows, [&key](const Statement::Rows& row) { return entryFrom(row, key, 0); });
}

Result<std::optional<VersionedValue>>
ReadStatements::currentValue(qint64 space, const Key& key, Timestamp now)
{
    auto rows = m_currentValue.rows(space, key.bytes(), now);
    if (!rows)
        return failureOf(rows);
    return oneOf<VersionedValue>(*rows, [](const Statement::Rows& row) -> Result<VersionedValue> {
        auto value = valueFrom(row, 1);
        if (!value)
            return failureOf(value);
        return VersionedValue{std::move(*value), Version(row.integer(0))};
    });
}

Result<std::vector<Entry>> ReadStatements::entries(
    qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit)
{
    ByteBudget boundless;
    return entries(space, lower, upper, false, now, limit, boundless);
}

Result<std::vector<Entry>> ReadStatements::entries(
    qint64 space, const QByteArray& lower, const QByteArray& upper, bool descending, Timestamp now,
    int limit, ByteBudget& bytes)
{
    auto rows = (descending ? m_entriesDown : m_entries).rows(space, lower, upper, now, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<Entry> found;
    KeyOrder order(lower);
    while (!bytes.isSpent() && rows->next()) {
        auto entry = entryFrom(*rows, Key(rows->bytes(0)), 1);
        if (!entry)
            return failureOf(entry);
        const bool follows = descending ? (found.empty() || entry->key < found.back().key)
                                        : order.allows(entry->key.bytes());
        if (!follows)
            return damaged(u"the order of the keys");
        bytes.spend(entry->value.bytes().size());
        found.push_back(std::move(*entry));
    }
    return endOf(*rows, std::move(found));
}

Result<std::vector<Key>> ReadStatements::keys(
    qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit)
{
    auto rows = m_keys.rows(space, lower, upper, now, limit);
    if (!rows)
        return failureOf(rows);
    return allInOrder<Key>(
        *rows, lower, [](const Statement::Rows& row) -> Result<Key> { return Key(row.bytes(0)); });
}

Result<std::vector<KeyHead>> ReadStatements::heads(
    qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit)
{
    auto rows = m_heads.rows(space, lower, upper, now, limit);
    if (!rows)
        return failureOf(rows);
    return allInOrder<KeyHead>(*rows, lower, headFrom);
}

Result<std::vector<KnownRow>>
ReadStatements::allKeys(qint64 space, const QByteArray& lower, const QByteArray& upper, int limit)
{
    auto rows = m_allKeys.rows(space, lower, upper, space, lower, upper, limit);
    if (!rows)
        return failureOf(rows);
    return allInOrder<KnownRow>(*rows, lower, [](const Statement::Rows& row) -> Result<KnownRow> {
        return KnownRow{Key(row.bytes(0)), Seq(row.integer(1)), row.integer(2) != 0, row.moment(3)};
    });
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
