// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

#include <memory>

namespace stateroom {

/// Reads from the store, on one thread.
///
/// Each call sees the newest committed state: after a write has been answered, every Reader sees
/// it. Where several calls must agree, hold() pins one state for them. Keys that have expired by
/// the store's clock are not there, whether or not their removal has been written.
///
/// A Reader belongs to the thread in which it was opened, is used and destroyed there, and must
/// be gone before its Store. Point reads take microseconds; whoever reads more than one page
/// belongs on Store::read instead. Errors: StorageFailed, DamagedFile; others where named.
class Reader {
public:
    static constexpr int maxPage = 1000;

    ~Reader();
    Q_DISABLE_COPY_MOVE(Reader)

    /// While it lives, all reads see one state. Short: it keeps the log file from being recycled.
    class [[nodiscard]] Snapshot {
    public:
        Snapshot(Snapshot&& other) noexcept
            : m_reader(std::exchange(other.m_reader, nullptr))
        {
        }
        Snapshot& operator=(Snapshot&&) = delete;
        ~Snapshot();

        /// Two snapshots of one Reader with the same mark show the same: nothing was answered as
        /// committed in between.
        quint64 mark() const;

    private:
        friend class Reader;
        explicit Snapshot(Reader* reader)
            : m_reader(reader)
        {
        }
        Reader* m_reader;
    };
    /// Not within a Transaction, whose reads agree anyway. Not nested.
    Result<Snapshot> hold();

    /// The entry, or nothing when there is none.
    Result<std::optional<Entry>> get(const EntryName& name);
    /// Its value and version alone, which is what programs ask for most: cheaper than get().
    Result<std::optional<VersionedValue>> value(const EntryName& name);
    /// The version that the key has; for a key that does not exist any more, its last one; 0 when
    /// it has none that history knows.
    Result<Version> lastVersion(const EntryName& name);
    Result<EntryPage> page(const Namespace& space, const PageRequest& request);
    Result<KeyPage> keys(const Namespace& space, const PageRequest& request);
    Result<HeadPage> heads(const Namespace& space, const PageRequest& request);

    /// What identifies the definition by which a namespace's field index stands; empty when it has
    /// none that can be used.
    Result<QByteArray> indexFingerprint(const Namespace& space);
    /// A stretch of one of its indexes. Costs the same wherever it begins.
    Result<IndexPage> indexed(const Namespace& space, const IndexRequest& request);
    /// How many there are in a stretch, counted up to `limit` (without maxPage). Some 20 times
    /// cheaper than reading them; counts what has expired but is not recorded yet.
    Result<int> countIndexed(const Namespace& space, const IndexRequest& request);

    /// One old version as it was written. NotFound: never written, or a removal, or no longer held.
    Result<Change> version(const EntryName& name, Version version);
    /// The key's changes from the newest, or from behind version `before`; also of a deleted key.
    /// Ends with the change that fills `maxBytes` of values; 0: never.
    Result<HistoryPage> history(
        const EntryName& name, int limit, std::optional<Version> before = std::nullopt,
        qint64 maxBytes = 0);

    /// The entry as it was right after that revision. Compacted below the floor.
    Result<std::optional<Entry>> getAsOf(const EntryName& name, Revision revision);
    /// A page of the keys that existed right after that revision. Compacted below the floor.
    Result<EntryPage>
    pageAsOf(const Namespace& space, const PageRequest& request, Revision revision);
    /// A page of the keys that history knows, removed ones too.
    Result<KnownKeyPage> knownKeys(const Namespace& space, const PageRequest& request);
    /// The same, each with what it held right after that revision; some 2 MiB of values at most,
    /// and one more. Compacted below the floor.
    Result<PastKeyPage>
    pastKeys(const Namespace& space, const PageRequest& request, Revision revision);
    /// The last revision that had been committed at that moment; 0 when none had. Compacted when
    /// the moment lies below the floor.
    Result<Revision> revisionAt(Timestamp moment);

    /// Changes behind `after` in order, at most `limit` matching ones and after a bounded amount of
    /// work and of values (some 4 MiB, and one change more). Each with its old value. Compacted
    /// when the log no longer reaches back to `after`, InvalidInput when `after` is beyond its end.
    Result<LogPage> changes(Seq after, const ChangeFilter& filter, int limit = 500);
    /// The changes of one bulk operation behind `after`, in order and bounded likewise, without old
    /// values. Those below the floor may be missing.
    Result<LogPage> operation(OperationId operation, Seq after, int limit = 500);
    /// The newest change that is not behind this revision. Compacted below the floor.
    Result<Seq> endOf(Revision revision);
    Result<LogPosition> position();

    /// All namespaces in the order of their text, those without keys too; with `kind`, only those
    /// of that kind.
    Result<std::vector<NamespaceInfo>> namespaces(QByteArrayView kind = {});
    Result<std::optional<NamespaceInfo>> space(const Namespace& space);

    /// The answer kept for a repeat, or nothing when there is none or its time is over.
    Result<std::optional<IdempotencyRecord>>
    idempotencyRecord(const QByteArray& scope, const QByteArray& key);

private:
    friend class Ledger;
    friend class ReadPool;
    friend class Store;
    class Private;
    explicit Reader(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace stateroom
