// SPDX-License-Identifier: GPL-3.0-or-later
// What comes of deliveries: attempts, the log of what is done, and their end with their webhook.
#include "core/webhooks/bodies.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"
#include "core/webhooks/outboxrows.h"
#include "core/webhooks/queuebound.h"

namespace stateroom::webhooks {

namespace {

/// So many keys are removed at a time.
constexpr int removedAtOnce = 100;

/// Makes room for one more in the log.
Result<void> pruneLog(Transaction& transaction, const QByteArray& webhook)
{
    auto info = transaction.read().space(deliveriesSpace(webhook));
    if (!info)
        return failureOf(info);
    // Counted before this commit, which may hold several: the next one makes up for it.
    const qint64 over = (*info ? (*info)->keys : 0) + 1 - OutboxLimits::mostDone;
    if (over <= 0)
        return {};
    const int limit = int(qMin(over, qint64(removedAtOnce)));
    auto oldest = transaction.read().keys(deliveriesSpace(webhook), {.limit = limit});
    if (!oldest)
        return failureOf(oldest);
    for (const Key& key : oldest->keys) {
        if (auto dropped = drop(transaction, deliveriesSpace(webhook), key.bytes()); !dropped)
            return dropped;
        if (auto dropped = dropKeptBody(transaction, webhook, key.bytes()); !dropped)
            return dropped;
    }
    return {};
}

/// From the outbox to the log.
Result<void> conclude(Transaction& transaction, Delivery delivery)
{
    delivery.nextAt.reset();
    delivery.plannedAt.reset();
    delivery.isAsked = false;
    const QByteArray& webhook = delivery.webhook;
    if (auto dropped = drop(transaction, outboxSpace(webhook), delivery.id); !dropped)
        return dropped;
    if (auto pruned = pruneLog(transaction, webhook); !pruned)
        return pruned;
    if (auto done = put(transaction, deliveriesSpace(webhook), delivery); !done)
        return done;
    return delivery.bodyBytes > 0 ? keepBody(transaction, delivery) : Result<void>();
}

/// A delivery, and what it refers to.
Result<void> dropWhole(
    Transaction& transaction, const Namespace& space, const QByteArray& webhook, const Key& key)
{
    if (space == outboxSpace(webhook)) {
        auto open = readOpen(transaction, webhook, key.bytes());
        if (open && *open) {
            if (auto released = releaseBody(transaction, **open); !released)
                return released;
        }
    } else if (auto dropped = dropKeptBody(transaction, webhook, key.bytes()); !dropped) {
        return dropped;
    }
    return drop(transaction, space, key.bytes());
}

/// One slice's worth of a namespace's keys; whether there are more.
Result<bool> dropSome(Transaction& transaction, const Namespace& space, const QByteArray& webhook)
{
    for (bool more = true; more;) {
        auto page = transaction.read().keys(space, {.limit = removedAtOnce});
        if (!page)
            return failureOf(page);
        for (const Key& key : page->keys) {
            if (auto dropped = dropWhole(transaction, space, webhook, key); !dropped)
                return failureOf(dropped);
            if (transaction.sliceIsOver())
                return true;
        }
        more = page->more;
    }
    return false;
}

Result<bool> exists(Reader& reader, const QByteArray& webhook)
{
    auto record = reader.value({endpointSpace(), Key(webhook)});
    if (!record)
        return failureOf(record);
    return record->has_value();
}

} // namespace

Result<bool> recordAttempt(
    Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery,
    const Attempt& attempt, const Verdict& verdict)
{
    auto open = readOpen(transaction, webhook, delivery);
    if (!open)
        return failureOf(open);
    if (!*open)
        return false;
    Delivery& one = **open;
    ++one.tries;
    if (attempt.isAsked)
        ++one.askedTries;
    one.attempts.push_back(attempt);
    if (one.attempts.size() > Delivery::mostAttempts)
        one.attempts.erase(one.attempts.begin());
    one.state = verdict.state;
    one.nextAt = verdict.nextAt;
    one.plannedAt.reset();
    one.isAsked = false; // who asked while it was sent has what they wanted
    const auto written = isOpen(one.state) ? put(transaction, outboxSpace(webhook), one)
                                           : conclude(transaction, std::move(one));
    if (!written)
        return failureOf(written);
    return true;
}

Result<bool>
abandon(Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery)
{
    auto open = readOpen(transaction, webhook, delivery);
    if (!open)
        return failureOf(open);
    if (!*open)
        return false;
    (*open)->state = DeliveryState::Abandoned;
    if (auto done = conclude(transaction, std::move(**open)); !done)
        return failureOf(done);
    return true;
}

Result<bool> forget(Transaction& transaction, const QByteArray& webhook)
{
    auto known = exists(transaction.read(), webhook);
    if (!known)
        return failureOf(known);
    if (*known)
        return false;
    for (const Namespace& space : {secretsSpace(), queueMarksSpace()}) {
        if (auto dropped = drop(transaction, space, webhook); !dropped)
            return failureOf(dropped);
    }
    for (const Namespace& space :
         {outboxSpace(webhook), deliveriesSpace(webhook), keptBodiesSpace(webhook)}) {
        auto more = dropSome(transaction, space, webhook);
        if (!more || *more)
            return more;
    }
    if (auto dropped = drop(transaction, bodySizesSpace(), webhook); !dropped)
        return failureOf(dropped);
    return false;
}

Result<QByteArrayList> forgotten(Reader& reader)
{
    auto infos = reader.namespaces("system");
    if (!infos)
        return failureOf(infos);
    QByteArrayList candidates;
    for (const NamespaceInfo& info : *infos) {
        if (info.keys == 0)
            continue;
        for (const auto& webhook :
             {webhookOfOutbox(info.space), webhookOfDeliveries(info.space),
              webhookOfKeptBodies(info.space)}) {
            if (webhook && !candidates.contains(*webhook))
                candidates << *webhook;
        }
    }
    for (const Namespace& space : {secretsSpace(), bodySizesSpace()}) {
        PageRequest request{.limit = Reader::maxPage};
        for (bool more = true; more;) {
            auto page = reader.keys(space, request);
            if (!page)
                return failureOf(page);
            for (const Key& key : page->keys) {
                if (!candidates.contains(key.bytes()))
                    candidates << key.bytes();
            }
            more = page->more;
            if (more)
                request.after = page->keys.back();
        }
    }
    QByteArrayList gone;
    for (const QByteArray& webhook : candidates) {
        auto known = exists(reader, webhook);
        if (!known)
            return failureOf(known);
        if (!*known)
            gone << webhook;
    }
    return gone;
}

} // namespace stateroom::webhooks
