// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"
#include "core/store/sql/statement.h"

#include <map>
#include <memory>

namespace stateroom::sql {

/// A stretch of one field index: its rows with from <= row < to.
struct IndexStretch {
    qint64 space = 0;
    int index = 0;
    IndexPosition from;
    IndexPosition to;
};

/// Adds an entry's rows to the indexes of its namespace, in one statement for as many as it takes.
/// Belongs to one connection.
class IndexRowsInsert {
public:
    explicit IndexRowsInsert(Connection& connection)
        : m_connection(connection)
    {
    }
    /// `sortKeys` in the order of the indexes, from the first on.
    Result<void> run(qint64 space, const QByteArray& key, std::span<const QByteArray> sortKeys);

private:
    static constexpr size_t mostAtOnce = Statement::maxParameters / 3;
    struct Prepared {
        QString sql; ///< which the statement looks into
        std::unique_ptr<Statement> statement;
    };

    Connection& m_connection;
    std::map<std::pair<size_t, size_t>, Prepared> m_statements; ///< by first index and count
};

/// The questions that are put to field indexes. Belongs to one connection; knows nothing of
/// snapshots or of time. DamagedFile where a row cannot be right.
class IndexStatements {
public:
    explicit IndexStatements(Connection& connection);

    /// The definition by which the namespace's rows were made; empty without one.
    Result<QByteArray> fingerprint(const Namespace& space);
    /// The namespaces that have one.
    Result<std::vector<Namespace>> fingerprinted();

    /// At most `limit` rows that do not expire by `now`, with what their entries hold; until the
    /// bytes are spent.
    Result<std::vector<IndexedEntry>> entries(
        const IndexStretch& stretch, bool descending, Timestamp now, int limit, ByteBudget& bytes);
    /// How many rows, counted up to `limit`; expired ones too.
    Result<int> count(const IndexStretch& stretch, int limit);

private:
    Statement m_fingerprint;
    Statement m_fingerprinted;
    Statement m_up;
    Statement m_down;
    Statement m_count;
};

} // namespace stateroom::sql
