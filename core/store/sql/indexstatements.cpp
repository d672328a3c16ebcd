// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql/indexstatements.h"

#include "core/store/sql/rows.h"

namespace stateroom::sql {

using namespace Qt::StringLiterals;

namespace {

// An index row without its entry, or an entry without its change, is damage, which must not look as
// if there were none.
#define ROWS_OF_STRETCH                                                                            \
    u"SELECT +f.sort_key AS '', +f.key AS '', +e.version AS '', +c.value AS ''"                    \
    u" FROM field_index f LEFT JOIN entry e ON e.namespace = f.namespace AND e.key = f.key"        \
    u" LEFT JOIN change c ON c.seq = e.seq AND c.version = e.version"                              \
    u" WHERE f.namespace = ? AND f.idx = ?"                                                        \
    u" AND (f.sort_key, f.key) >= (?, ?) AND (f.sort_key, f.key) < (?, ?)"                         \
    u" AND (e.expires IS NULL OR e.expires > ?)"

/// A row that is there already stays. IGNORE also spares SQLite the journal that an INSERT of
/// several rows is undone by, which copies each page that it changes.
QString insertOf(size_t first, size_t count)
{
    QString sql = u"INSERT OR IGNORE INTO field_index(namespace, idx, sort_key, key) VALUES"_s;
    for (size_t i = first; i < first + count; ++i)
        sql += (i == first ? u"(?, "_s : u", (?, "_s) + QString::number(i) + u", ?, ?)"_s;
    return sql;
}

Result<IndexedEntry> indexedEntryFrom(const Statement::Rows& rows)
{
    RowCheck check;
    IndexedEntry found{{rows.bytes(0), Key(rows.bytes(1))}, {{}, Version()}};
    check.require(!rows.isNull(2));
    found.entry.version = Version(check.number(rows.integer(2)));
    if (!check.holds())
        return damaged(u"the index of some fields");
    auto value = valueFrom(rows, 3);
    if (!value)
        return failureOf(value);
    found.entry.value = std::move(*value);
    return found;
}

} // namespace

Result<void>
IndexRowsInsert::run(qint64 space, const QByteArray& key, std::span<const QByteArray> sortKeys)
{
    for (size_t first = 0; first < sortKeys.size(); first += mostAtOnce) {
        const size_t count = std::min(mostAtOnce, sortKeys.size() - first);
        Prepared& prepared = m_statements[{first, count}];
        if (!prepared.statement) {
            prepared.sql = insertOf(first, count);
            prepared.statement = std::make_unique<Statement>(m_connection, prepared.sql);
        }
        auto made = prepared.statement->runForEach(space, sortKeys.subspan(first, count), key);
        if (!made)
            return made;
    }
    return {};
}

IndexStatements::IndexStatements(Connection& connection)
    : m_fingerprint(connection, u"SELECT fingerprint FROM indexed_namespace WHERE name = ?")
    , m_fingerprinted(connection, u"SELECT name FROM indexed_namespace")
    , m_up(connection, ROWS_OF_STRETCH u" ORDER BY f.sort_key, f.key LIMIT ?")
    , m_down(connection, ROWS_OF_STRETCH u" ORDER BY f.sort_key DESC, f.key DESC LIMIT ?")
    , m_count(
          connection, u"SELECT count(*) FROM (SELECT 1 FROM field_index"
                      u" WHERE namespace = ? AND idx = ? AND (sort_key, key) >= (?, ?)"
                      u" AND (sort_key, key) < (?, ?) LIMIT ?)")
{
}

Result<QByteArray> IndexStatements::fingerprint(const Namespace& space)
{
    auto rows = m_fingerprint.rows(space.text());
    if (!rows)
        return failureOf(rows);
    if (rows->next())
        return rows->bytes(0);
    if (auto error = rows->error())
        return fail(*error);
    return QByteArray();
}

Result<std::vector<Namespace>> IndexStatements::fingerprinted()
{
    auto rows = m_fingerprinted.rows();
    if (!rows)
        return failureOf(rows);
    std::vector<Namespace> all;
    while (rows->next()) {
        auto space = namespaceFrom(rows->bytes(0));
        if (!space)
            return failureOf(space);
        all.push_back(std::move(*space));
    }
    if (auto error = rows->error())
        return fail(*error);
    return all;
}

Result<std::vector<IndexedEntry>> IndexStatements::entries(
    const IndexStretch& stretch, bool descending, Timestamp now, int limit, ByteBudget& bytes)
{
    auto rows =
        (descending ? m_down : m_up)
            .rows(
                stretch.space, stretch.index, stretch.from.sortKey, stretch.from.key.bytes(),
                stretch.to.sortKey, stretch.to.key.bytes(), now, limit);
    if (!rows)
        return failureOf(rows);
    std::vector<IndexedEntry> found;
    while (!bytes.isSpent() && rows->next()) {
        auto entry = indexedEntryFrom(*rows);
        if (!entry)
            return failureOf(entry);
        // Else whoever reads on behind the last might go in circles.
        const IndexPosition& at = entry->position;
        bool follows = !(at < stretch.from) && at < stretch.to;
        if (!found.empty())
            follows =
                follows && (descending ? at < found.back().position : found.back().position < at);
        if (!follows)
            return damaged(u"the order of an index");
        bytes.spend(entry->entry.value.bytes().size());
        found.push_back(std::move(*entry));
    }
    if (auto error = rows->error())
        return fail(*error);
    return found;
}

Result<int> IndexStatements::count(const IndexStretch& stretch, int limit)
{
    auto rows = m_count.rows(
        stretch.space, stretch.index, stretch.from.sortKey, stretch.from.key.bytes(),
        stretch.to.sortKey, stretch.to.key.bytes(), limit);
    if (!rows)
        return failureOf(rows);
    if (rows->next())
        return int(rows->integer(0));
    return fail(rows->error().value_or(Error{}));
}

} // namespace stateroom::sql
