// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Reader that reads the log: as-of, and changes in order.
#include "core/store/readerprivate.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Rows of the log that one call of changes() looks at, whether they match or not.
constexpr qint64 maxLogRowsPerCall = 20'000;
/// Values that one call of changes() gathers, but for the last one. Together with what a stream may
/// have waiting when it asks for more, less than what has it cut off.
constexpr qint64 maxLogBytesPerCall = 2 * 1024 * 1024;
/// Steps back along one key's chain before a scan of the log is the better way.
constexpr int maxChainSteps = 2'000;
/// Keys that pageAsOf looks at in one query.
constexpr int asOfBatch = 500;

Failure belowFloor(Seq floor)
{
    return fail(
        ErrorCode::Compacted,
        u"The log does not reach back that far: it is complete behind change "_s +
            QString::number(floor.value()) + u" only."_s,
        u"Read the current state and go on from there."_s);
}

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

Result<std::optional<std::vector<Seq>>>
Reader::Private::changesOfKeyBehind(const EntryName& name, Seq after)
{
    std::vector<Seq> seqs;
    auto row = keyRow(name);
    if (!row)
        return failureOf(row);
    if (!*row)
        return seqs;
    auto node = statements.chain().node((*row)->node.seq);
    while (node && *node && (*node)->seq > after) {
        if (std::ssize(seqs) == maxChainSteps)
            return std::nullopt;
        seqs.push_back((*node)->seq);
        node = statements.chain().node((*node)->previous);
    }
    if (!node)
        return failureOf(node);
    return seqs;
}

Result<std::optional<Entry>> Reader::getAsOf(const EntryName& name, Revision revision)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto moment = d->momentOf(revision);
    if (!moment)
        return failureOf(moment);
    auto row = d->keyRow(name);
    if (!row)
        return failureOf(row);
    if (!*row)
        return std::nullopt;
    return d->entryAsOf(name.key, (*row)->node.seq, *moment);
}

Result<EntryPage>
Reader::pageAsOf(const Namespace& space, const PageRequest& request, Revision revision)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto moment = d->momentOf(revision);
    if (!moment)
        return failureOf(moment);
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
            auto entry = d->entryAsOf(row.key, row.newest, *moment);
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
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto id = d->statements.namespaceId(space);
    if (!id)
        return failureOf(id);
    const int limit = boundedLimit(request.limit);
    KnownKeyPage page;
    if (!*id || limit == 0)
        return page;
    const KeyRange range = KeyRange::of(request);
    auto rows = d->statements.allKeys(**id, range.lower, range.upper, limit + 1);
    if (!rows)
        return failureOf(rows);
    if (page.more = std::ssize(*rows) > limit; page.more)
        rows->pop_back();
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
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto moment = d->momentOf(revision);
    if (!moment)
        return failureOf(moment);
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
        auto past = d->pastKey(row, *moment);
        if (!past)
            return failureOf(past);
        bytes += past->then ? past->then->value.bytes().size() : 0;
        page.keys.push_back(std::move(*past));
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

Result<LogPage> Reader::operation(OperationId operation, Seq after, int limit)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    limit = boundedLimit(limit);
    auto found = d->statements.changesOfOperation(operation, after, limit, maxLogBytesPerCall);
    if (!found)
        return failureOf(found);
    LogPage page{std::move(found->changes), after, !found->complete};
    if (!page.changes.empty())
        page.upTo = page.changes.back().seq;
    return page;
}

Result<Seq> Reader::endOf(Revision revision)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto moment = d->momentOf(revision);
    if (!moment)
        return failureOf(moment);
    return moment->seq;
}

Result<LogPosition> Reader::position()
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto log = d->statements.logState();
    if (!log)
        return failureOf(log);
    return log->position;
}

Result<LogPage> Reader::changes(Seq after, const ChangeFilter& filter, int limit)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto log = d->statements.logState();
    if (!log)
        return failureOf(log);
    const Seq last = log->position.last;
    if (after > last)
        return fail(
            ErrorCode::InvalidInput,
            u"There is no change "_s + QString::number(after.value()) + u": the log ends at "_s +
                QString::number(last.value()) + u'.',
            u"The store was restored or reset; read the current state and go on from there."_s);
    if (after < log->position.floor)
        return belowFloor(log->position.floor);

    LogPage page{{}, last, false};
    std::optional<qint64> space;
    if (filter.space) {
        auto id = d->statements.namespaceId(*filter.space);
        if (!id)
            return failureOf(id);
        if (!*id)
            return page;
        space = *id;
    }
    limit = boundedLimit(limit);
    if (filter.key) {
        auto behind = d->changesOfKeyBehind({*filter.space, *filter.key}, after);
        if (!behind)
            return failureOf(behind);
        if (*behind)
            return d->fetch(**behind, last, limit);
    }
    page.upTo = Seq(std::min(last.value(), after.value() + maxLogRowsPerCall));
    auto found =
        d->statements.changes(after, page.upTo, space, filter.key, limit, maxLogBytesPerCall);
    if (!found)
        return failureOf(found);
    page.changes = std::move(found->changes);
    if (!found->complete)
        page.upTo = page.changes.empty() ? after : page.changes.back().seq;
    page.more = page.upTo < last;
    return page;
}

Result<LogPage> Reader::Private::fetch(const std::vector<Seq>& newestFirst, Seq last, int limit)
{
    LogPage page{{}, last, false};
    qint64 bytes = 0;
    for (auto seq = newestFirst.rbegin(); seq != newestFirst.rend(); ++seq) {
        if (std::ssize(page.changes) == limit || bytes > maxLogBytesPerCall) {
            page.upTo = Seq(seq->value() - 1);
            page.more = true;
            break;
        }
        auto found = statements.changes(Seq(seq->value() - 1), *seq, {}, {}, 1, maxLogBytesPerCall);
        if (!found)
            return failureOf(found);
        bytes += found->bytes;
        for (Change& change : found->changes)
            page.changes.push_back(std::move(change));
    }
    return page;
}

} // namespace stateroom
