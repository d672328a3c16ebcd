// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fieldindex.h"

#include "core/store/sql/connection.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// As many rows, or entries, share a commit while an index is built, and are read at once: each
/// commit writes most pages of an index whose order is not that of the keys.
constexpr int buildSlice = 20'000;
constexpr int readAtOnce = 200;
constexpr int buildCacheKiB = 64 * 1024;

} // namespace

FieldIndex::FieldIndex(
    sql::Connection& connection, sql::WriteStatements& sql, const FieldIndexer* indexer)
    : m_connection(connection)
    , m_sql(sql)
    , m_indexes(connection)
    , m_insertRows(connection)
    , m_indexer(indexer)
{
    if (!m_indexer)
        return;
    for (const auto& indexed : m_indexer->spaces())
        m_covered.insert(indexed.space);
}

Result<void> FieldIndex::change(
    const EntryName& name, qint64 space, const std::optional<JsonText>& before,
    const std::optional<JsonText>& after)
{
    const QByteArray& key = name.key.bytes();
    std::vector<QByteArray> now;
    if (after)
        now = m_indexer->sortKeys(name.space, *after);
    if (!before)
        return m_insertRows.run(space, key, now);
    const std::vector<QByteArray> old = m_indexer->sortKeys(name.space, *before);
    for (size_t i = 0; i < std::max(old.size(), now.size()); ++i) {
        if (after && old[i] == now[i])
            continue;
        const auto index = qint64(i);
        if (auto gone = m_sql.deleteIndexRow.run(space, index, old[i], key); !gone)
            return gone;
        if (after) {
            if (auto made = m_sql.insertIndexRow.run(space, index, now[i], key); !made)
                return made;
        }
    }
    return {};
}

Result<void> FieldIndex::bringUpToDate(sql::ReadStatements& entries)
{
    if (auto forgotten = forgetOthers(); !forgotten)
        return forgotten;
    if (!m_indexer)
        return {};
    auto cache = m_connection.value(u"PRAGMA cache_size"_s);
    if (!cache)
        return failureOf(cache);
    for (const auto& indexed : m_indexer->spaces()) {
        auto fingerprint = m_indexes.fingerprint(indexed.space);
        if (!fingerprint)
            return failureOf(fingerprint);
        if (*fingerprint == indexed.fingerprint)
            continue;
        if (auto larger = setCache(-buildCacheKiB); !larger)
            return larger;
        auto built = build(indexed, entries);
        if (auto back = setCache(cache->toLongLong()); !built || !back)
            return built ? back : built;
    }
    return {};
}

Result<void> FieldIndex::setCache(qint64 size)
{
    return m_connection.run(u"PRAGMA cache_size = "_s + QString::number(size));
}

template <class Work> Result<void> FieldIndex::inTransaction(Work work)
{
    if (auto begun = m_sql.begin.run(); !begun)
        return begun;
    if (auto done = work(); !done)
        return done;
    return m_sql.commit.run();
}

/// From now on nobody keeps the rows of these namespaces true. They stay until somebody builds them
/// anew, which would take as long now.
Result<void> FieldIndex::forgetOthers()
{
    auto spaces = m_indexes.fingerprinted();
    if (!spaces)
        return failureOf(spaces);
    for (const Namespace& space : *spaces) {
        if (covers(space))
            continue;
        auto dropped = inTransaction([&] { return m_sql.dropFingerprint.run(space.text()); });
        if (!dropped)
            return dropped;
    }
    return {};
}

/// The fingerprint goes first and comes last, so that a kill in between leaves an index that is not
/// used, and is built when the store is next opened.
Result<void>
FieldIndex::build(const FieldIndexer::IndexedSpace& wanted, sql::ReadStatements& entries)
{
    const QByteArray& name = wanted.space.text();
    if (auto ran = inTransaction([&] { return m_sql.dropFingerprint.run(name); }); !ran)
        return ran;
    auto id = entries.namespaceId(wanted.space);
    if (!id)
        return failureOf(id);
    if (*id) {
        if (auto dropped = dropRows(**id); !dropped)
            return dropped;
        if (auto added = addRows(wanted.space, **id, entries); !added)
            return added;
    }
    return inTransaction([&] { return m_sql.keepFingerprint.run(name, wanted.fingerprint); });
}

Result<void> FieldIndex::dropRows(qint64 space)
{
    for (bool more = true; more;) {
        auto ran = inTransaction([&]() -> Result<void> {
            if (auto some = m_sql.dropSomeIndexRows.run(space, space, buildSlice); !some)
                return some;
            auto count = m_connection.value(u"SELECT changes()"_s);
            if (!count)
                return failureOf(count);
            more = count->toInt() > 0;
            return {};
        });
        if (!ran)
            return ran;
    }
    return inTransaction([&] { return m_sql.dropIndexRows.run(space); });
}

Result<void> FieldIndex::addRows(const Namespace& space, qint64 id, sql::ReadStatements& entries)
{
    QByteArray from = "";
    for (bool more = true; more;) {
        auto ran = inTransaction([&]() -> Result<void> {
            for (int added = 0; more && added < buildSlice; added += readAtOnce) {
                if (auto some = addSome(space, id, entries, from); some)
                    more = *some;
                else
                    return failureOf(some);
            }
            return {};
        });
        if (!ran)
            return ran;
    }
    return {};
}

/// Moves `from` on; false when there are no more.
Result<bool> FieldIndex::addSome(
    const Namespace& space, qint64 id, sql::ReadStatements& entries, QByteArray& from)
{
    // Those that are due as well: their removal is yet to be written.
    auto page = entries.entries(id, from, sql::endOfPrefix({}), Timestamp(0), readAtOnce);
    if (!page)
        return failureOf(page);
    for (const Entry& entry : *page) {
        if (auto added = change({space, entry.key}, id, std::nullopt, entry.value); !added)
            return failureOf(added);
    }
    if (std::ssize(*page) < readAtOnce)
        return false;
    from = page->back().key.bytes() + '\0';
    return true;
}

} // namespace stateroom
