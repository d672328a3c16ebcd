// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/transaction.h"

#include "core/store/feed.h"
#include "core/store/ledger.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// The version that a compare-and-set compares with: 0 for a key that does not exist.
Version visibleVersion(const LedgerPlace& place, Timestamp at)
{
    return place.row && place.row->exists(at) ? place.row->node.version : Version(0);
}

Result<void>
checkExpectation(std::optional<Version> expected, const LedgerPlace& place, Timestamp at)
{
    const Version current = visibleVersion(place, at);
    if (!expected || *expected == current)
        return {};
    Error error{ErrorCode::Conflict, {}, u"Read the key again and decide anew."_s};
    error.currentVersion = current.value();
    error.message = current == Version(0)
                        ? u"Expected version "_s + QString::number(expected->value()) +
                              u", but the key does not exist."_s
                        : u"Expected version "_s + QString::number(expected->value()) +
                              u", but the key has "_s + QString::number(current.value()) + u'.';
    return fail(std::move(error));
}

} // namespace

Transaction::Transaction(Ledger& ledger, const ChangeFeed& feed, const Clock& clock)
    : m_ledger(ledger)
    , m_feed(feed)
    , m_clock(clock)
{
}

Reader& Transaction::read()
{
    return m_ledger.reader();
}

Result<Seq> Transaction::lastChange(const Namespace& space)
{
    return m_ledger.lastChange(space);
}

Timestamp Transaction::at() const
{
    return m_ledger.at();
}

Revision Transaction::revision() const
{
    return m_ledger.revision();
}

/// A write that the database could not do may have taken the whole SQL transaction with it: then
/// the work has failed, whatever it makes of that.
template <class T> Result<T> Transaction::written(Result<T> result)
{
    if (!result && result.error().code != ErrorCode::Conflict)
        m_failure = result.error();
    return result;
}

Result<Version>
Transaction::set(const EntryName& name, const JsonText& value, const SetOptions& options)
{
    Q_ASSERT(leavesValue(options.as));
    return m_failure ? Result<Version>(fail(*m_failure)) : written(write(name, value, options));
}

Result<Version>
Transaction::write(const EntryName& name, const JsonText& value, const SetOptions& options)
{
    auto place = m_ledger.find(name, false);
    if (!place)
        return failureOf(place);
    if (auto holds = checkExpectation(options.expected, *place, at()); !holds)
        return failureOf(holds);
    // Only now, or a refused write would leave an empty namespace behind.
    if (place->space == 0)
        place = m_ledger.find(name, true);
    if (!place)
        return failureOf(place);
    const bool watched = m_feed.isWatched(name);
    if (auto expired = recordExpiry(name, *place, watched); !expired)
        return failureOf(expired);
    return m_ledger.append(name, *place, options.as, &value, options.expiresAt, watched);
}

Result<std::optional<Version>>
Transaction::remove(const EntryName& name, std::optional<Version> expected)
{
    if (m_failure)
        return fail(*m_failure);
    return written(erase(name, expected));
}

Result<std::optional<Version>>
Transaction::erase(const EntryName& name, std::optional<Version> expected)
{
    auto place = m_ledger.find(name, false);
    if (!place)
        return failureOf(place);
    if (auto holds = checkExpectation(expected, *place, at()); !holds)
        return failureOf(holds);
    const bool watched = m_feed.isWatched(name);
    if (auto expired = recordExpiry(name, *place, watched); !expired)
        return failureOf(expired);
    if (!place->row || !place->row->living)
        return std::nullopt;
    auto version = m_ledger.append(name, *place, ChangeOp::Delete, nullptr, std::nullopt, watched);
    if (!version)
        return failureOf(version);
    return *version;
}

/// What is due comes first, so that the log says what readers saw.
Result<void> Transaction::recordExpiry(const EntryName& name, LedgerPlace& place, bool watched)
{
    if (!place.row || !place.row->living || place.row->exists(at()))
        return {};
    auto version =
        m_ledger.append(name, place, ChangeOp::Expire, nullptr, place.row->expires, watched);
    if (!version)
        return failureOf(version);
    return {};
}

Result<void> Transaction::keepIdempotencyRecord(
    const QByteArray& scope, const QByteArray& key, const QByteArray& fingerprint,
    const QByteArray& answer, Milliseconds lifetime)
{
    if (m_failure)
        return fail(*m_failure);
    return written(
        m_ledger.keepIdempotencyRecord(scope, key, fingerprint, answer, at() + lifetime));
}

OperationId Transaction::operation() const
{
    return m_ledger.operation();
}

bool Transaction::sliceIsOver() const
{
    return m_clock.steady() >= m_sliceEnd;
}

} // namespace stateroom
