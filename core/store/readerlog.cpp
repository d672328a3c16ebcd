// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Reader that reads the log: changes in order.
#include "core/store/readerprivate.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Rows of the log that one call of changes() looks at, whether they match or not.
constexpr qint64 maxLogRowsPerCall = 20'000;
/// Steps back along one key's chain before a scan of the log is the better way.
constexpr int maxChainSteps = 2'000;

} // namespace

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
