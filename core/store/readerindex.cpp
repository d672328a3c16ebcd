// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/readerprivate.h"

#include <algorithm>

// What a Reader tells of field indexes.
namespace stateroom {

namespace {

/// Rows are ordered by sort key, then key, and the first key behind another is that and a zero
/// byte.
sql::IndexStretch stretchOf(qint64 space, const IndexRequest& request)
{
    sql::IndexStretch stretch{space, request.index, {request.lower, Key()}, {request.upper, Key()}};
    if (!request.after)
        return stretch;
    const IndexPosition& after = *request.after;
    if (request.descending)
        stretch.to = std::min(stretch.to, after);
    else
        stretch.from =
            std::max(stretch.from, IndexPosition{after.sortKey, Key(after.key.bytes() + '\0')});
    return stretch;
}

} // namespace

Result<QByteArray> Reader::indexFingerprint(const Namespace& space)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    return d->indexes.fingerprint(space);
}

Result<IndexPage> Reader::indexed(const Namespace& space, const IndexRequest& request)
{
    auto place = d->enter(space);
    if (!place)
        return failureOf(place);
    const int limit = boundedLimit(request.limit);
    if (!place->space || limit == 0)
        return IndexPage{};
    sql::ByteBudget bytes(request.maxBytes);
    auto entries = d->indexes.entries(
        stretchOf(*place->space, request), request.descending, d->now(), limit + 1, bytes);
    if (!entries)
        return failureOf(entries);
    IndexPage page{std::move(*entries), false};
    page.more = hasMore(page.entries, limit) || bytes.isSpent();
    return page;
}

Result<int> Reader::countIndexed(const Namespace& space, const IndexRequest& request)
{
    auto place = d->enter(space);
    if (!place)
        return failureOf(place);
    if (!place->space)
        return 0;
    return d->indexes.count(stretchOf(*place->space, request), request.limit);
}

} // namespace stateroom
