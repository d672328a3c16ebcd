// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/queuebound.h"

#include "core/business/sortkey.h"
#include "core/json/jsonobject.h"
#include "core/json/jsonview.h"
#include "core/webhooks/outbox.h"

namespace stateroom::webhooks {

namespace {

/// More than a commit queues: so far from the bound the count before it tells enough.
constexpr qint64 margin = 600;

/// What waited when the queue was full.
struct Mark {
    qint64 waiting = 0;
    QByteArray newest; ///< of those
};

Result<Mark> markOf(Reader& reader, const QByteArray& webhook)
{
    auto entry = reader.value({queueMarksSpace(), Key(webhook)});
    if (!entry)
        return failureOf(entry);
    if (!*entry)
        return Mark();
    const JsonView json((*entry)->value);
    const auto waiting = json.member("waiting");
    const auto newest = json.member("newest");
    if (!waiting || !newest)
        return Mark();
    return Mark{waiting->toInt64().value_or(0), business::textOf(*newest)};
}

/// How many may wait.
Result<qint64> boundOf(Reader& reader, const QByteArray& webhook)
{
    auto mark = markOf(reader, webhook);
    if (!mark)
        return failureOf(mark);
    if (mark->waiting == 0)
        return OutboxLimits::mostWaiting;
    auto oldest = reader.keys(outboxSpace(webhook), {.limit = 1});
    if (!oldest)
        return failureOf(oldest);
    const bool isDone = oldest->keys.empty() || oldest->keys.front().bytes() > mark->newest;
    return OutboxLimits::mostWaiting + (isDone ? 0 : mark->waiting);
}

Result<qint64> countOf(Reader& reader, const Namespace& space)
{
    qint64 count = 0;
    PageRequest request{.limit = Reader::maxPage};
    for (bool more = true; more;) {
        auto page = reader.keys(space, request);
        if (!page)
            return failureOf(page);
        count += qint64(page->keys.size());
        more = page->more;
        if (more)
            request.after = page->keys.back();
    }
    return count;
}

} // namespace

const Namespace& queueMarksSpace()
{
    static const Namespace space("system", "webhookqueues");
    return space;
}

Result<qint64> roomLeft(Transaction& transaction, const QByteArray& webhook)
{
    Reader& reader = transaction.read();
    auto info = reader.space(outboxSpace(webhook));
    if (!info)
        return failureOf(info);
    const qint64 before = *info ? (*info)->keys : 0;
    if (before + margin < OutboxLimits::mostWaiting)
        return OutboxLimits::mostWaiting - before;
    auto bound = boundOf(reader, webhook);
    if (!bound)
        return failureOf(bound);
    // Counted one by one only where this commit has changed something already.
    auto last = transaction.lastChange(outboxSpace(webhook));
    if (!last)
        return failureOf(last);
    if (before + margin < *bound || (*info && (*info)->lastChange == *last))
        return *bound - before;
    auto now = countOf(reader, outboxSpace(webhook));
    if (!now)
        return failureOf(now);
    return *bound - *now;
}

Result<void>
markFull(Transaction& transaction, const QByteArray& webhook, const QByteArray& newest, qint64 room)
{
    auto bound = boundOf(transaction.read(), webhook);
    if (!bound)
        return failureOf(bound);
    JsonObject mark;
    mark.add("waiting", *bound - room + 1).addText("newest", newest);
    const auto value = JsonText::fromValidated(mark.take());
    if (auto set = transaction.set({queueMarksSpace(), Key(webhook)}, value); !set)
        return failureOf(set);
    return {};
}

} // namespace stateroom::webhooks
