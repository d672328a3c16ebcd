// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sql/indexstatements.h"
#include "core/store/sql/readstatements.h"
#include "core/store/storestate.h"

#include <QTimer>

namespace stateroom {

/// The stretch of key order that a page is taken from.
struct KeyRange {
    QByteArray lower; ///< inclusive
    QByteArray upper; ///< exclusive

    static KeyRange of(const PageRequest& request);
};

/// A limit as a caller gave it, within what a page may hold.
int boundedLimit(int limit);

/// Whether what was read goes on: one more than `limit` was asked for, and is taken off again.
template <class T> bool hasMore(std::vector<T>& read, int limit)
{
    if (std::ssize(read) <= limit)
        return false;
    read.pop_back();
    return true;
}

/// Values that one call gathers of the log, but for the last one. Together with what a stream may
/// have waiting when it asks for more, less than what has it cut off.
constexpr qint64 maxLogBytesPerCall = 2 * 1024 * 1024;

/// Compacted: what is asked for lies below this floor.
Failure belowFloor(Seq floor);

/// What a Reader consists of: a connection (its own, or the writer's), the statements on it, and
/// the state that it sees.
class Reader::Private {
public:
    /// How long a read's view of the store lasts.
    enum class View {
        OneTurn,     ///< one turn of the event loop, or until something is committed
        OneCall,     ///< each call its own, where there is no event loop
        Transaction, ///< the writer's: whatever its transaction has written so far
    };

    static Result<std::unique_ptr<Reader>> open(StoreState& state);
    /// On the writer's own connection, which must live as long.
    static std::unique_ptr<Reader> onWriter(StoreState& state, sql::Connection& connection);

    Private(
        StoreState& state, std::unique_ptr<sql::Connection> own, sql::Connection& connection,
        View view);
    ~Private();
    Q_DISABLE_COPY_MOVE(Private)

    /// Makes sure that what follows sees one state, the newest; ends with the call where it must.
    class [[nodiscard]] Scope {
    public:
        explicit Scope(Private* d)
            : m_d(d)
        {
        }
        Scope(Scope&& other) noexcept
            : m_d(std::exchange(other.m_d, nullptr))
        {
        }
        Scope& operator=(Scope&&) = delete;
        ~Scope();

    private:
        Private* m_d; ///< null when nothing is to be ended
    };
    Result<Scope> enter();
    /// A namespace in that state.
    struct Place {
        Scope scope;
        std::optional<qint64> space; ///< none: there is no such namespace
    };
    Result<Place> enter(const Namespace& space);
    /// A moment of the past, seen from that state.
    struct Past {
        Scope scope;
        sql::Moment moment;
    };
    Result<Past> enterAt(Revision revision);
    /// One state for all calls until release().
    Result<void> hold();
    void release();
    /// The store's count of commits when the present state was taken, or a little less.
    quint64 seenCommits() const { return m_seenCommits; }

    /// The moment at which expiry is judged.
    Timestamp now();

    Result<std::optional<sql::KeyRow>> keyRow(const EntryName& name);
    /// The last change of the last revision that is not behind this one; Compacted below the floor.
    Result<sql::Moment> momentOf(Revision revision);
    Result<sql::Moment> momentAt(Timestamp at);
    /// The entry as it was at that moment, where `newest` is its key's newest change.
    Result<std::optional<Entry>> entryAsOf(const Key& key, Seq newest, const sql::Moment& moment);
    Result<std::optional<Entry>>
    entryOf(const Key& key, const sql::ChainNode& node, const sql::Moment& moment);
    Result<PastKey> pastKey(const sql::KnownRow& row, const sql::Moment& moment);
    /// The key's changes behind `after`, newest first; nothing when there are too many to list.
    Result<std::optional<std::vector<Seq>>> changesOfKeyBehind(const EntryName& name, Seq after);
    /// A page of these changes, oldest first, of a log that ends at `last`.
    Result<LogPage> fetch(const std::vector<Seq>& newestFirst, Seq last, int limit);

    StoreState& state;
    const std::unique_ptr<sql::Connection> own;
    sql::ReadStatements statements;
    sql::IndexStatements indexes;
    View view;
    /// The writer's: the moment of its transaction.
    Timestamp transactionTime;
    bool held = false; ///< by Reader::hold

private:
    Result<void> begin();
    void end();

    sql::Statement m_begin;
    sql::Statement m_commit;
    bool m_open = false;
    quint64 m_seenCommits = 0;
    QTimer m_turn;
};

} // namespace stateroom
