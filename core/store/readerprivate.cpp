// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/readerprivate.h"

#include "core/store/sql/schema.h"

#include <QAbstractEventDispatcher>

namespace stateroom {

namespace {

constexpr int readerCacheKiB = 4 * 1024;

} // namespace

KeyRange KeyRange::of(const PageRequest& request)
{
    KeyRange range{request.prefix, sql::endOfPrefix(request.prefix)};
    // The first byte string behind `after` is `after` and a zero byte.
    if (request.after && request.descending)
        range.upper = std::min(range.upper, request.after->bytes());
    else if (request.after)
        range.lower = std::max(range.lower, request.after->bytes() + '\0');
    return range;
}

int boundedLimit(int limit)
{
    return std::clamp(limit, 0, Reader::maxPage);
}

Reader::Private::Private(
    StoreState& sharedState, std::unique_ptr<sql::Connection> ownConnection,
    sql::Connection& connection, View howLong)
    : state(sharedState)
    , own(std::move(ownConnection))
    , statements(connection)
    , indexes(connection)
    , view(howLong)
    , m_begin(connection, u"BEGIN")
    , m_commit(connection, u"COMMIT")
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    QObject::connect(&m_turn, &QTimer::timeout, &m_turn, [this] {
        if (!held)
            end();
    });
}

Reader::Private::~Private()
{
    end();
}

Result<std::unique_ptr<Reader>> Reader::Private::open(StoreState& state)
{
    auto connection = sql::Connection::open(
        state.databasePath(), sql::Access::ReadOnly, state.options().busyTimeout);
    if (!connection)
        return failureOf(connection);
    if (auto ready = sql::configureReader(**connection, readerCacheKiB); !ready)
        return failureOf(ready);
    const bool hasLoop = QAbstractEventDispatcher::instance() != nullptr;
    sql::Connection& reference = **connection;
    return std::unique_ptr<Reader>(new Reader(std::make_unique<Private>(
        state, std::move(*connection), reference, hasLoop ? View::OneTurn : View::OneCall)));
}

std::unique_ptr<Reader> Reader::Private::onWriter(StoreState& state, sql::Connection& connection)
{
    return std::unique_ptr<Reader>(
        new Reader(std::make_unique<Private>(state, nullptr, connection, View::Transaction)));
}

Timestamp Reader::Private::now()
{
    return view == View::Transaction ? transactionTime : state.now();
}

Result<void> Reader::Private::begin()
{
    // Before the snapshot is taken, or a commit in between would be missed.
    m_seenCommits = state.commitCount();
    if (auto begun = m_begin.run(); !begun)
        return begun;
    m_open = true;
    return {};
}

void Reader::Private::end()
{
    if (!std::exchange(m_open, false))
        return;
    // It has only read: there is nothing that a failed COMMIT could lose.
    (void)m_commit.run().has_value();
}

Result<Reader::Private::Scope> Reader::Private::enter()
{
    if (view == View::Transaction || held)
        return Scope(nullptr);
    if (view == View::OneTurn && m_open && m_seenCommits == state.commitCount())
        return Scope(nullptr);
    end();
    if (auto begun = begin(); !begun)
        return failureOf(begun);
    if (view == View::OneCall)
        return Scope(this);
    m_turn.start();
    return Scope(nullptr);
}

Result<Reader::Private::Place> Reader::Private::enter(const Namespace& space)
{
    auto scope = enter();
    if (!scope)
        return failureOf(scope);
    auto id = statements.namespaceId(space);
    if (!id)
        return failureOf(id);
    return Place{std::move(*scope), *id};
}

Result<void> Reader::Private::hold()
{
    Q_ASSERT(!held && view != View::Transaction);
    // The turn's state will do, as long as it is the newest.
    if (!m_open || m_seenCommits != state.commitCount()) {
        end();
        if (auto begun = begin(); !begun)
            return begun;
        if (view == View::OneTurn)
            m_turn.start();
    }
    held = true;
    return {};
}

void Reader::Private::release()
{
    held = false;
    // Held for longer than its turn, it would stay for ever.
    if (view == View::OneCall || !m_turn.isActive())
        end();
}

Result<std::optional<sql::KeyRow>> Reader::Private::keyRow(const EntryName& name)
{
    auto space = statements.namespaceId(name.space);
    if (!space)
        return failureOf(space);
    if (!*space)
        return std::nullopt;
    return statements.keyRow(**space, name.key);
}

Reader::Private::Scope::~Scope()
{
    if (m_d)
        m_d->end();
}

} // namespace stateroom
