// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"
#include "core/store/sql/statement.h"

namespace stateroom::sql {

/// A stretch of one field index: its rows with from <= row < to.
struct IndexStretch {
    qint64 space = 0;
    int index = 0;
    IndexPosition from;
    IndexPosition to;
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

    /// At most `limit` rows that do not expire by `now`, with what their entries hold.
    Result<std::vector<IndexedEntry>>
    entries(const IndexStretch& stretch, bool descending, Timestamp now, int limit);
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
