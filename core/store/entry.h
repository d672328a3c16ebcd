// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/json/jsontext.h"

#include <optional>
#include <vector>

namespace stateroom {

/// What a change did to its key.
enum class ChangeOp {
    Set = 1,     ///< wrote a value
    Delete = 2,  ///< removed the key on request
    Expire = 3,  ///< removed the key because its time had come
    Restore = 4, ///< wrote a value that history held
};

/// Whether a key exists after such a change.
constexpr bool leavesValue(ChangeOp op)
{
    return op == ChangeOp::Set || op == ChangeOp::Restore;
}

/// Who asked for a change; both may be empty. Neither is ever a secret.
struct Attribution {
    QByteArray keyId;     ///< id of the API key (not its text)
    QByteArray requestId; ///< X-Request-Id of the request
};

/// The state of one key at one moment.
struct Entry {
    Key key;
    JsonText value;
    Version version;
    Seq seq;             ///< of the change that wrote it
    Timestamp writtenAt; ///< when that change was committed
    std::optional<Timestamp> expiresAt;
};

/// What a key holds, and nothing else about it.
struct VersionedValue {
    JsonText value;
    Version version;
};

/// One line of the log: what happened to one key.
struct Change {
    Seq seq;
    Revision revision;
    OperationId operation;
    EntryName name;
    Version version; ///< the key's after the change
    ChangeOp op = ChangeOp::Set;
    /// The value written; nothing for a delete or an expiry.
    std::optional<JsonText> value;
    /// The value before, in what Reader::changes and the feed give; nothing when the key did not
    /// exist, or compaction has dropped that value.
    std::optional<JsonText> oldValue;
    /// When a written value is to expire; for an expiry: when it was due.
    std::optional<Timestamp> expiresAt;
    /// When the change was committed; never before an earlier change's.
    Timestamp committedAt;
    Attribution by;

    /// When the change took effect for those who read: an expiry at its instant, all else at
    /// commit.
    Timestamp at() const { return op == ChangeOp::Expire && expiresAt ? *expiresAt : committedAt; }
};

/// A namespace and how many keys are in it.
struct NamespaceInfo {
    Namespace space;
    /// Keys that exist. Keys that expired within the last second may still be counted.
    qint64 keys = 0;
    /// No new key starts at or below this version (design: the floor).
    Version versionBase;
    Seq lastChange; ///< the newest change in it; 0 when there was none
};

/// Which keys of a namespace to list.
struct PageRequest {
    QByteArray prefix = {};        ///< only keys that begin with these bytes
    std::optional<Key> after = {}; ///< only keys behind this one, the way one reads
    int limit = 100;               ///< at most this many; at most Reader::maxPage
    // Of pages of entries alone:
    bool descending = false; ///< reads from the end
    qint64 maxBytes = 0;     ///< ends with the entry that fills so many bytes of values; 0: never
};

/// A page of entries in key order, that is, by code point.
struct EntryPage {
    std::vector<Entry> entries;
    bool more = false; ///< whether keys follow behind the last one; after `maxBytes`: may follow
};

/// The same without values: cheaper by half, and blind to how large they are.
struct KeyPage {
    std::vector<Key> keys;
    bool more = false;
};

/// A key that history knows, whether it exists or not.
struct KnownKey {
    Key key;
    bool exists = false;
};

/// A page of them in key order.
struct KnownKeyPage {
    std::vector<KnownKey> keys;
    bool more = false;
};

/// What a key held at some earlier moment, against what it is now.
struct PastKey {
    Key key;
    bool exists = false;       ///< now
    bool unchanged = false;    ///< it holds what it held then, or did not exist either; `then` is
                               ///< left out
    std::optional<Entry> then; ///< nothing: it did not exist
};

/// A page of them in key order.
struct PastKeyPage {
    std::vector<PastKey> keys;
    bool more = false;
};

/// What an entry is without its value: enough to order a list of keys.
struct KeyHead {
    Key key;
    Version version;
    Seq seq; ///< of the change that wrote it: the higher, the younger
};

/// A page of heads in key order; as cheap as one of keys.
struct HeadPage {
    std::vector<KeyHead> heads;
    bool more = false;
};

/// A place in a field index: entries with the same sort key stand in key order.
struct IndexPosition {
    QByteArray sortKey;
    Key key;

    friend bool operator==(const IndexPosition&, const IndexPosition&) = default;
    friend bool operator<(const IndexPosition& a, const IndexPosition& b)
    {
        return a.sortKey != b.sortKey ? a.sortKey < b.sortKey : a.key < b.key;
    }
};

/// Which stretch of a field index to read.
struct IndexRequest {
    int index = 0;                           ///< as FieldIndexer::sortKeys numbers them
    QByteArray lower = {};                   ///< sort keys from this one on
    QByteArray upper = {};                   ///< and before this one
    std::optional<IndexPosition> after = {}; ///< only behind this place, the way one reads
    bool descending = false;                 ///< reads from the end
    int limit = 100;                         ///< at most this many; at most Reader::maxPage
    qint64 maxBytes = 0;                     ///< as in PageRequest
};

/// An entry as it is found there.
struct IndexedEntry {
    IndexPosition position;
    VersionedValue entry;
};

/// A stretch of a field index, the way it was read.
struct IndexPage {
    std::vector<IndexedEntry> entries;
    bool more = false; ///< as in EntryPage
};

/// A key's changes, newest first.
struct HistoryPage {
    std::vector<Change> changes;
    bool more = false; ///< whether older ones are still held
};

/// A stretch of the log in order.
struct LogPage {
    std::vector<Change> changes;
    /// Everything up to here has been looked at, whether it matched or not: read on behind it.
    Seq upTo;
    bool more = false; ///< whether the log goes on behind `upTo`
};

/// Which changes one wants to see: all, one namespace's, or one key's.
struct ChangeFilter {
    std::optional<Namespace> space = {};
    std::optional<Key> key = {}; ///< needs `space`

    bool matches(const EntryName& name) const
    {
        return (!space || *space == name.space) && (!key || *key == name.key);
    }
};

/// Where the log stands.
struct LogPosition {
    Seq last; ///< the newest change; 0 when there is none
    Revision lastRevision;
    Seq floor;            ///< every change behind this one is kept
    Timestamp lastCommit; ///< when `last` was committed
};

/// An answer kept for the repeat of a request (contract: Idempotency-Key).
struct IdempotencyRecord {
    QByteArray fingerprint; ///< of the request; a repeat with another one is not a repeat
    QByteArray answer;      ///< in the keeper's own encoding
    Timestamp keptAt;
};

} // namespace stateroom
