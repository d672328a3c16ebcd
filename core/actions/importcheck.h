// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/importdecisions.h"

#include <set>

namespace stateroom {

/// Reads the whole file before anything is written, and counts what would be. Belongs to one thread
/// at a time.
class ImportCheck {
public:
    explicit ImportCheck(ImportRequest request);

    /// Some more of it; false at its end. InvalidInput with the line.
    Result<bool> slice(Reader& reader, Timestamp now);

    const ImportReport& report() const { return m_report; }
    /// The namespaces that the file names.
    std::vector<Namespace> spaces() const { return {m_spaces.begin(), m_spaces.end()}; }

private:
    Result<void> judge(Reader& reader, const ImportLine& line, Timestamp now);
    Result<void> judgeEntry(Reader& reader, const ImportEntry& entry, Timestamp now);
    Result<void> judgeEnd() const;
    /// What `clear` would delete; false: there is no more to do.
    Result<bool> countCleared(Reader& reader);

    const ImportRequest m_request;
    ImportDecisions m_decisions{m_request};
    ImportReport m_report;
    std::set<Namespace> m_spaces;
    qint64 m_line = 0;
    bool m_hasHeader = false;
    std::optional<ImportEnd> m_end;
    qint64 m_entries = 0;
    qint64 m_changes = 0;
    EntryName m_lastKey;
};

/// Runs a check in slices; `done` as Store::read's.
void checkImport(
    Store& store, const std::shared_ptr<ImportCheck>& check, QObject* context,
    std::function<void(Result<void>)> done);

} // namespace stateroom
