// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/business/listing.h"

namespace stateroom::business {

namespace {

/// More than an indexed page takes, and less than a millisecond.
constexpr int examinedAtOnce = 2 * ListLimits::maxPage;

using RunPtr = std::shared_ptr<ListRun>;

Response answerOf(const Exchange& exchange, const ListPage& page)
{
    QByteArray data = "[";
    qsizetype size = 2;
    for (const Record& record : page.records)
        size += record.value.bytes().size() + 1;
    data.reserve(size);
    for (const Record& record : page.records) {
        if (data.size() > 1)
            data += ',';
        data += record.value.bytes();
    }
    data += ']';
    return pageAnswer(exchange, data, page.nextCursor);
}

void continueListing(Store& store, const RunPtr& run, const Exchange& exchange, const Reply& reply)
{
    if (!reply.isPending()) // nobody waits for it any more
        return;
    store.read(
        [run](Reader& reader) { return run->step(reader); }, reply.context(),
        [&store, run, exchange, reply](Result<bool> done) {
            if (!done)
                reply.send(exchange.failure(Problem::of(done.error())));
            else if (*done)
                reply.send(answerOf(exchange, run->takePage()));
            else
                continueListing(store, run, exchange, reply);
        });
}

} // namespace

Response pageAnswer(const Exchange& exchange, QByteArrayView data, const QByteArray& nextCursor)
{
    JsonObject about;
    if (!nextCursor.isEmpty())
        about.addText("next_cursor", nextCursor);
    else
        about.addRaw("next_cursor", "null");
    about.addFlag("has_more", !nextCursor.isEmpty());
    const QByteArray members = about.take();
    return exchange.success(200, data, QByteArrayView(members).sliced(1).chopped(1));
}

void startListing(
    Store& store, Reader& reader, ListQuery query, const Exchange& exchange, const Reply& reply)
{
    auto started = ListRun::start(std::move(query));
    if (!started)
        return reply.send(exchange.failure(Problem::of(started.error())));
    const RunPtr run = std::move(*started);
    auto done = run->step(reader, examinedAtOnce);
    if (!done)
        return reply.send(exchange.failure(Problem::of(done.error())));
    if (*done)
        return reply.send(answerOf(exchange, run->takePage()));
    continueListing(store, run, exchange, reply);
}

} // namespace stateroom::business
