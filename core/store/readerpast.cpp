// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Reader that reads the past: what entries were at a moment, and keys that were.
#include "core/store/readerprivate.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Keys that pageAsOf looks at in one query.
constexpr int asOfBatch = 500;

/// The last moment above the floor for which `fits` holds (it holds up to some point and not
/// behind it), else the floor's own. Above the floor every seq has its row.
template <class Fits>
Result<sql::Moment> lastMoment(sql::ReadStatements& statements, const sql::LogState& log, Fits fits)
{
    sql::Moment best{log.position.floor, log.floorRevision, log.floorCommitted};
    qint64 low = log.position.floor.value() + 1;
    qint64 high = log.position.last.value();
    while (low <= high) {
        const qint64 middle = low + (high - low) / 2;
        auto moment = statements.moment(Seq(middle));
        if (!moment)
            return failureOf(moment);
        if (fits(*moment)) {
            best = *moment;
            low = middle + 1;
        } else {
            high = middle - 1;
        }
    }
    return best;
}

} // namespace

Failure belowFloor(Seq floor)
{
    return fail(
        ErrorCode::Compacted,
        u"The log does not reach back that far: it is complete behind change "_s +
            QString::number(floor.value()) + u" only."_s,
        u"Read the current state and go on from there."_s);
}

Result<sql::Moment> Reader::Private::momentOf(Revision revision)
{
    auto log = statements.logState();
    if (!log)
        return failureOf(log);
    if (revision < log->floorRevision)
        return belowFloor(log->position.floor);
    return lastMoment(
        statements, *log, [revision](const sql::Moment& at) { return at.revision <= revision; });
}

Result<sql::Moment> Reader::Private::momentAt(Timestamp at)
{
    auto log = statements.logState();
    if (!log)
        return failureOf(log);
    if (at < log->floorCommitted)
        return belowFloor(log->position.floor);
    return lastMoment(
        statements, *log, [at](const sql::Moment& moment) { return moment.committed <= at; });
}

Result<Reader::Private::Past> Reader::Private::enterAt(Revision revision)
{
    auto scope = enter();
    if (!scope)
        return failureOf(scope);
    auto moment = momentOf(revision);
    if (!moment)
        return failureOf(moment);
    return Past{std::move(*scope), *moment};
}

Result<std::optional<Entry>>
Reader::Private::entryAsOf(const Key& key, Seq newest, const sql::Moment& moment)
{
    auto node = statements.chain().atOrBefore(newest, moment.seq);
    if (!node)
        return failureOf(node);
    if (!*node)
        return std::nullopt;
    return entryOf(key, **node, moment);
}

Result<std::optional<Entry>>
Reader::Private::entryOf(const Key& key, const sql::ChainNode& node, const sql::Moment& moment)
{
    auto change = statements.change(node.seq);
    if (!change)
        return failureOf(change);
    if (!*change || !(*change)->value)
        return std::nullopt;
    Change& found = **change;
    if (found.expiresAt && *found.expiresAt <= moment.committed)
        return std::nullopt;
    return Entry{key,       std::move(*found.value), found.version,
                 found.seq, found.committedAt,       found.expiresAt};
}

Result<std::optional<Entry>> Reader::getAsOf(const EntryName& name, Revision revision)
{
    auto past = d->enterAt(revision);
    if (!past)
        return failureOf(past);
    auto row = d->keyRow(name);
    if (!row)
        return failureOf(row);
    if (!*row)
        return std::nullopt;
    return d->entryAsOf(name.key, (*row)->node.seq, past->moment);
}

Result<EntryPage>
Reader::pageAsOf(const Namespace& space, const PageRequest& request, Revision revision)
{
    auto past = d->enterAt(revision);
    if (!past)
        return failureOf(past);
    auto id = d->statements.namespaceId(space);
    if (!id)
        return failureOf(id);
    EntryPage page;
    const int limit = boundedLimit(request.limit);
    if (!*id || limit == 0)
        return page;
    KeyRange range = KeyRange::of(request);
    sql::ByteBudget bytes(request.maxBytes);
    for (;;) {
        const int batch = std::min(asOfBatch, limit + 1);
        auto candidates = d->statements.allKeys(**id, range.lower, range.upper, batch);
        if (!candidates)
            return failureOf(candidates);
        for (const sql::KnownRow& row : *candidates) {
            auto entry = d->entryAsOf(row.key, row.newest, past->moment);
            if (!entry)
                return failureOf(entry);
            if (!*entry)
                continue;
            if (std::ssize(page.entries) == limit || bytes.isSpent()) {
                page.more = true;
                return page;
            }
            bytes.spend((*entry)->value.bytes().size());
            page.entries.push_back(std::move(**entry));
        }
        if (std::ssize(*candidates) < batch)
            return page;
        range.lower = candidates->back().key.bytes() + '\0';
    }
}

Result<KnownKeyPage> Reader::knownKeys(const Namespace& space, const PageRequest& request)
{
    auto place = d->enter(space);
    if (!place)
        return failureOf(place);
    const int limit = boundedLimit(request.limit);
    KnownKeyPage page;
    if (!place->space || limit == 0)
        return page;
    const KeyRange range = KeyRange::of(request);
    auto rows = d->statements.allKeys(*place->space, range.lower, range.upper, limit + 1);
    if (!rows)
        return failureOf(rows);
    page.more = hasMore(*rows, limit);
    const Timestamp now = d->now();
    for (sql::KnownRow& row : *rows)
        page.keys.push_back({std::move(row.key), row.exists(now)});
    return page;
}

Result<PastKey> Reader::Private::pastKey(const sql::KnownRow& row, const sql::Moment& moment)
{
    PastKey past{row.key, row.exists(now()), false, {}};
    auto node = statements.chain().atOrBefore(row.newest, moment.seq);
    if (!node)
        return failureOf(node);
    // Its newest change was there already, and has not expired since.
    const bool same = *node && (*node)->seq == row.newest && past.exists == row.living;
    past.unchanged = *node ? same : !past.exists;
    if (past.unchanged || !*node)
        return past;
    auto then = entryOf(row.key, **node, moment);
    if (!then)
        return failureOf(then);
    past.then = std::move(*then);
    past.unchanged = !past.then && !past.exists;
    return past;
}

Result<PastKeyPage>
Reader::pastKeys(const Namespace& space, const PageRequest& request, Revision revision)
{
    auto past = d->enterAt(revision);
    if (!past)
        return failureOf(past);
    auto id = d->statements.namespaceId(space);
    if (!id)
        return failureOf(id);
    const int limit = boundedLimit(request.limit);
    PastKeyPage page;
    if (!*id || limit == 0)
        return page;
    const KeyRange range = KeyRange::of(request);
    auto rows = d->statements.allKeys(**id, range.lower, range.upper, limit + 1);
    if (!rows)
        return failureOf(rows);
    qint64 bytes = 0;
    for (const sql::KnownRow& row : *rows) {
        if (std::ssize(page.keys) == limit || bytes > maxLogBytesPerCall) {
            page.more = true;
            break;
        }
        auto key = d->pastKey(row, past->moment);
        if (!key)
            return failureOf(key);
        bytes += key->then ? key->then->value.bytes().size() : 0;
        page.keys.push_back(std::move(*key));
    }
    return page;
}

Result<Revision> Reader::revisionAt(Timestamp at)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto moment = d->momentAt(at);
    if (!moment)
        return failureOf(moment);
    return moment->revision;
}

Result<Seq> Reader::endOf(Revision revision)
{
    auto past = d->enterAt(revision);
    if (!past)
        return failureOf(past);
    return past->moment.seq;
}

} // namespace stateroom
