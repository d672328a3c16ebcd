// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fieldindexer.h"
#include "core/store/sql/indexstatements.h"
#include "core/store/sql/readstatements.h"
#include "core/store/sql/writestatements.h"

#include <QSet>

#include <optional>

namespace stateroom {

/// The writer's side of field indexes: keeps the rows in step with the entries. What a row says
/// follows from the entry's value alone, so that a value's rows are found, to be taken away, by
/// computing them again.
class FieldIndex {
public:
    /// `indexer` may be null; all must outlive it.
    FieldIndex(sql::Connection& connection, sql::WriteStatements& sql, const FieldIndexer* indexer);

    bool covers(const Namespace& space) const { return m_covered.contains(space); }

    /// For each change in a namespace that is covered. `before`, `after`: what the key held and
    /// holds; nothing where it did or does not exist.
    Result<void> change(
        const EntryName& name, qint64 space, const std::optional<JsonText>& before,
        const std::optional<JsonText>& after);

    /// Ledger::bringFieldIndexUpToDate; on an error the SQL transaction is still open.
    Result<void> bringUpToDate(sql::ReadStatements& entries);

private:
    Result<void> forgetOthers();
    Result<void> build(const FieldIndexer::IndexedSpace& wanted, sql::ReadStatements& entries);
    Result<void> dropRows(qint64 space);
    Result<void> addRows(const Namespace& space, qint64 id, sql::ReadStatements& entries);
    Result<bool>
    addSome(const Namespace& space, qint64 id, sql::ReadStatements& entries, QByteArray& from);
    Result<void> setCache(qint64 size);
    template <class Work> Result<void> inTransaction(Work work);

    sql::Connection& m_connection;
    sql::WriteStatements& m_sql;
    sql::IndexStatements m_indexes;
    sql::IndexRowsInsert m_insertRows;
    const FieldIndexer* const m_indexer;
    QSet<Namespace> m_covered;
};

} // namespace stateroom
