// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

namespace stateroom {

struct ExportRequest {
    /// `kind/name`, or `kind/*` for all of a kind; empty: all.
    std::vector<QByteArray> namespaces = {};
    bool history = false; ///< the changes of each key rather than what it holds
};

/// Writes an export (docs/api/control.md), piece by piece: each next() is for one Store::read, and
/// all of them tell of the revision that the first one saw. Belongs to one thread at a time.
class ExportRun {
public:
    explicit ExportRun(ExportRequest request);

    /// Some more of the file; look at isDone() then. Compacted when the log's floor has passed the
    /// revision meanwhile.
    Result<QByteArray> next(Reader& reader, Timestamp now);
    bool isDone() const { return m_done; }
    /// Known after the first next().
    Revision revision() const { return m_revision; }

private:
    Result<void> begin(Reader& reader, Timestamp now);
    Result<bool> readEntries(Reader& reader, QByteArray& text);
    Result<bool> readHistories(Reader& reader, QByteArray& text);
    Result<void> readHistory(Reader& reader, const Key& key, QByteArray& text);
    Result<void> readLongHistory(Reader& reader, QByteArray& text);
    void addEntry(QByteArray& text, const Entry& entry);
    void addChange(QByteArray& text, const Change& change);
    const Namespace& space() const { return m_spaces[m_next]; }
    Result<bool> stoodStill(Reader& reader) const;

    const ExportRequest m_request;
    bool m_begun = false;
    bool m_done = false;
    Revision m_revision;
    Seq m_end; ///< the last change of that revision
    Timestamp m_startedAt;
    std::vector<Namespace> m_spaces;
    size_t m_next = 0;
    std::optional<Key> m_after;
    /// The versions of the key in hand that are still to come, the next one last: where there are
    /// too many for one piece.
    std::optional<Key> m_longKey;
    std::vector<Version> m_versions;
    qint64 m_entries = 0;
    qint64 m_changes = 0;
    EntryName m_lastTold; ///< whose changes were written last
};

} // namespace stateroom
