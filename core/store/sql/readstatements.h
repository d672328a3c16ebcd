// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"
#include "core/store/sql/chain.h"

#include <QHash>

namespace stateroom::sql {

/// A key as the tables know it: its newest change, and whether it stands in `entry`.
struct KeyRow {
    ChainNode node; ///< of the newest change; without `previous`, which only the chain has
    bool living = false;
    std::optional<Timestamp> expires;

    /// Whether it can be seen at that moment.
    bool exists(Timestamp now) const { return living && (!expires || *expires > now); }
};

/// A key with its newest change, without the chain.
struct KnownRow {
    Key key;
    Seq newest;
    bool living = false;
    std::optional<Timestamp> expires;

    bool exists(Timestamp now) const { return living && (!expires || *expires > now); }
};

/// One change of the log as a point in time.
struct Moment {
    Seq seq;
    Revision revision;
    Timestamp committed;
};

/// Changes of the log in a row.
struct LogStretch {
    std::vector<Change> changes;
    qint64 bytes = 0;      ///< of their values, old ones too
    bool complete = false; ///< no more of it match
};

/// The log's own row.
struct LogState {
    LogPosition position;
    Revision floorRevision;   ///< the revision that ends at the floor
    Timestamp floorCommitted; ///< when that was committed
    qint64 bytes = 0;         ///< roughly what the changes above the floor take
};

/// The questions that Reader and the writer put to the tables, one method each. Belongs to one
/// connection; knows nothing of snapshots or of time. DamagedFile where a row cannot be right.
class ReadStatements {
public:
    explicit ReadStatements(Connection& connection);

    /// The namespace's row id; nothing when it has never been written to.
    Result<std::optional<qint64>> namespaceId(const Namespace& space);
    Result<std::optional<NamespaceInfo>> namespaceInfo(const Namespace& space);
    Result<std::vector<NamespaceInfo>> namespaces(QByteArrayView kind);

    /// `mayBeRemoved`: false where the namespace is known to have no removed keys.
    Result<std::optional<KeyRow>> keyRow(qint64 space, const Key& key, bool mayBeRemoved = true);
    /// The living entry, also when it is due to expire.
    Result<std::optional<Entry>> entry(qint64 space, const Key& key);
    /// The value of the living entry, unless it expires by `now`.
    Result<std::optional<VersionedValue>> currentValue(qint64 space, const Key& key, Timestamp now);
    /// At most `limit` living entries (or keys) with lower <= key < upper that do not expire by
    /// `now`.
    Result<std::vector<Entry>> entries(
        qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit);
    /// The same either way round, until the bytes are spent.
    Result<std::vector<Entry>> entries(
        qint64 space, const QByteArray& lower, const QByteArray& upper, bool descending,
        Timestamp now, int limit, ByteBudget& bytes);
    Result<std::vector<Key>>
    keys(qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit);
    Result<std::vector<KeyHead>>
    heads(qint64 space, const QByteArray& lower, const QByteArray& upper, Timestamp now, int limit);
    /// Keys, living and removed, with their newest changes.
    Result<std::vector<KnownRow>>
    allKeys(qint64 space, const QByteArray& lower, const QByteArray& upper, int limit);

    /// One change without its old value; nothing when it is not held.
    Result<std::optional<Change>> change(Seq seq);
    /// The matching changes with after < seq <= upTo in order, with old values: at most `limit`,
    /// and none behind the one with which their values exceed `maxBytes`.
    Result<LogStretch> changes(
        Seq after, Seq upTo, std::optional<qint64> space, const std::optional<Key>& key, int limit,
        qint64 maxBytes);
    /// The same of one operation, without old values.
    Result<LogStretch>
    changesOfOperation(OperationId operation, Seq after, int limit, qint64 maxBytes);
    Result<std::optional<JsonText>> valueOf(Seq seq);

    Result<LogState> logState();
    /// Of a change that is held; DamagedFile when it is not.
    Result<Moment> moment(Seq seq);

    Result<std::optional<IdempotencyRecord>>
    idempotencyRecord(const QByteArray& scope, const QByteArray& key, Timestamp now);

    Chain& chain() { return m_chain; }
    /// For a transaction that was rolled back: forgets namespaces that it may have made.
    void forgetNamespace(const Namespace& space) { m_namespaceIds.remove(space); }

private:
    Chain m_chain;
    Statement m_namespaceId;
    Statement m_namespace;
    Statement m_namespaces;
    Statement m_livingKey;
    Statement m_removedKey;
    Statement m_entry;
    Statement m_currentValue;
    Statement m_entries;
    Statement m_entriesDown;
    Statement m_keys;
    Statement m_heads;
    Statement m_allKeys;
    Statement m_change;
    Statement m_changes;
    Statement m_changesOfSpace;
    Statement m_changesOfKey;
    Statement m_changesOfOperation;
    Statement m_value;
    Statement m_logState;
    Statement m_moment;
    Statement m_idempotency;
    /// Ids are never reused, so what is known stays right.
    QHash<Namespace, qint64> m_namespaceIds;
};

/// The first byte string behind all those that begin with `prefix`.
QByteArray endOfPrefix(const QByteArray& prefix);

} // namespace stateroom::sql
