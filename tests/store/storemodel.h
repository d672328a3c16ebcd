// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

#include <map>

namespace stateroom::test {

/// What a store should hold, as simply as it can be said: the full list of changes, and for each
/// key the places of its own in that list. Every answer is found by looking through it.
class StoreModel {
public:
    /// The next line of the log.
    void append(const Change& change);

    const std::vector<Change>& log() const { return m_log; }
    Seq last() const { return Seq(qint64(m_log.size())); }
    Revision lastRevision() const { return m_log.empty() ? Revision() : m_log.back().revision; }
    Timestamp lastCommit() const { return m_log.empty() ? Timestamp() : m_log.back().committedAt; }
    const Change& at(Seq seq) const { return m_log[size_t(seq.value() - 1)]; }
    /// The newest change of that revision; 0 for revision 0.
    Seq endOf(Revision revision) const;
    /// The newest revision committed at that moment or before.
    Revision revisionAt(Timestamp moment) const;

    /// The key's changes up to `upTo`, newest first.
    std::vector<Change> history(const EntryName& name, Seq upTo) const;
    const Change* newest(const EntryName& name) const { return newest(name, last()); }
    /// What the log alone says, whether or not it has expired since.
    std::optional<Entry> entry(const EntryName& name, Seq upTo) const;
    /// The same, without what is over at `now`.
    std::optional<Entry> entry(const EntryName& name, Seq upTo, Timestamp now) const;
    EntryPage
    page(const Namespace& space, const PageRequest& request, Seq upTo, Timestamp now) const;
    std::vector<Change> changes(Seq after, const ChangeFilter& filter) const;

    std::vector<Namespace> spaces() const;
    std::vector<Key> keysEverIn(const Namespace& space) const;
    /// Keys whose newest change left a value (upper), and those of them not over at `now` (lower).
    std::pair<qint64, qint64> countBounds(const Namespace& space, Timestamp now) const;
    Seq lastChangeIn(const Namespace& space) const;

private:
    using Places = std::vector<size_t>;
    const Places* places(const EntryName& name) const;
    const Change* newest(const EntryName& name, Seq upTo) const;

    std::vector<Change> m_log;
    std::map<Namespace, std::map<Key, Places>> m_keys;
};

// Everything about them in one line, so that a difference shows itself.
QByteArray toLine(const Change& change, bool withOldValue);
QByteArray toLine(const Entry& entry);
QByteArray toLine(const std::optional<Entry>& entry);

} // namespace stateroom::test
