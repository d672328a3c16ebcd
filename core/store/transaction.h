// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

namespace stateroom {

class ChangeFeed;
class Ledger;
struct LedgerPlace;

/// How to write a value.
struct SetOptions {
    /// Compare-and-set: only if the key has this version; 0 = only if it does not exist.
    std::optional<Version> expected = {};
    /// When the value is to expire; nothing = never. Each write sets it anew.
    std::optional<Timestamp> expiresAt = {};
    /// Restore, where the value comes from history.
    ChangeOp as = ChangeOp::Set;
};

/// What a function given to Store::transact works with: reads that see its own writes, and writes
/// that are committed together or not at all.
///
/// Lives on the writer's thread for the length of one call; never keep it. The function may be run
/// up to three times, also because another's failed with which it would have shared a commit; only
/// its last run counts, and of one before even what it read may never have come to be. So it must
/// do nothing but read and write through this object, and compute, each time from the beginning.
/// It should take well under a millisecond, since all writers wait for it.
/// When it returns an error, none of its writes happens.
class Transaction {
public:
    Q_DISABLE_COPY_MOVE(Transaction)

    /// Reads of the state with all that this transaction has written so far. Only the log itself
    /// (position, changes, as-of) and the counts of namespaces are those before this commit.
    Reader& read();

    /// The newest change in a namespace, this transaction's own included; 0 when there was none. So
    /// what was read outside can be told to be the newest still. Costs next to nothing.
    Result<Seq> lastChange(const Namespace& space);

    /// The moment of this commit: the clock's, but never before an earlier commit's.
    Timestamp at() const;
    /// The revision that this transaction's changes will have.
    Revision revision() const;

    /// Writes a value; the key's new version. Conflict (with currentVersion) when the expectation
    /// does not hold. An expiry that is due is recorded first, as a change of its own.
    Result<Version>
    set(const EntryName& name, const JsonText& value, const SetOptions& options = {});

    /// Removes the key: the version of the removal, or nothing when there was no such key.
    Result<std::optional<Version>>
    remove(const EntryName& name, std::optional<Version> expected = std::nullopt);

    /// Keeps an answer for repeats of a request, in the same commit as what it did.
    Result<void> keepIdempotencyRecord(
        const QByteArray& scope, const QByteArray& key, const QByteArray& fingerprint,
        const QByteArray& answer, Milliseconds lifetime);

    /// In a slice of bulk work: whether its time is over and the rest should wait for the next one.
    bool sliceIsOver() const;
    /// The operation that the changes of bulk work bear; 0 until its first change.
    OperationId operation() const;

private:
    friend class Writer;
    Transaction(Ledger& ledger, const ChangeFeed& feed, const Clock& clock);
    template <class T> Result<T> written(Result<T> result);
    Result<Version> write(const EntryName& name, const JsonText& value, const SetOptions& options);
    Result<std::optional<Version>> erase(const EntryName& name, std::optional<Version> expected);
    Result<void> recordExpiry(const EntryName& name, LedgerPlace& place, bool watched);

    Ledger& m_ledger;
    const ChangeFeed& m_feed;
    const Clock& m_clock;
    Milliseconds m_sliceEnd{0};     ///< by Clock::steady
    std::optional<Error> m_failure; ///< of the database, in this run: nothing more is written
};

} // namespace stateroom
