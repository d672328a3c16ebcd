// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/importline.h"
#include "core/actions/importrun.h"

#include <QHash>

namespace stateroom {

/// What an import does with a line.
enum class ImportDecision { Write, Leave, Conflict };

/// Decides what an import does with each line, and counts keys. A key that the file names more than
/// once is one key: what it held before the import decides, and the last line is what it holds
/// afterwards. Used by one thread at a time.
class ImportDecisions {
public:
    /// `request` must outlive it.
    explicit ImportDecisions(const ImportRequest& request)
        : m_request(request)
    {
    }

    /// For an entry, or the first change of a key's history.
    Result<ImportDecision>
    decide(Reader& reader, const ImportEntry& entry, Timestamp now, ImportReport& report);

private:
    enum class Standing : quint8 {
        New,  ///< not named so far
        Ours, ///< written by the import
        Same, ///< there already, as the file said
        Left, ///< there already, and stays
    };
    using Digest = std::pair<size_t, size_t>; ///< of a name: a million of them take 40 MB

    ImportDecision count(const ImportEntry& entry, bool exists, ImportReport& report) const;

    const ImportRequest& m_request;
    QHash<Digest, Standing> m_standings;
};

} // namespace stateroom
