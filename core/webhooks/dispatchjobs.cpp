// SPDX-License-Identifier: GPL-3.0-or-later
// How one delivery goes: read, sent, written down.
#include "core/webhooks/dispatchdesk.h"
#include "core/webhooks/dispatchlog.h"

namespace stateroom::webhooks {

namespace {

/// Writes down an attempt, what follows from it, and whether that disables the webhook.
Result<std::optional<Verdict>> recordRuling(
    Transaction& transaction, const QByteArray& webhook, const QByteArray& delivery,
    const Attempt& attempt, const Ruling& ruling)
{
    const auto wasOpen = recordAttempt(transaction, webhook, delivery, attempt, ruling.verdict);
    if (!wasOpen)
        return failureOf(wasOpen);
    if (!*wasOpen)
        return std::nullopt;
    if (ruling.disables) {
        if (auto disabled = disable(transaction, webhook, *ruling.disables); !disabled)
            return failureOf(disabled);
    }
    return ruling.verdict;
}

} // namespace

/// Begins whatever is next and may be begun.
void DispatchDesk::pump(const LanePtr& lane)
{
    for (const Slot slot : {Slot::InOrder, Slot::Timed}) {
        while (lane->isOpen && lane->isScanned && !m_isEnding && lane->inHandAt(slot).isEmpty()) {
            const QByteArray id = nextOf(*lane, slot);
            if (id.isEmpty() || !begin(lane, slot, id))
                break;
        }
    }
    armTimer();
}

QByteArray DispatchDesk::nextOf(const Lane& lane, Slot slot) const
{
    switch (slot) {
    case Slot::InOrder:
        return lane.schedule.nextInOrder();
    case Slot::Timed:
        return lane.schedule.nextDue(m_store.now(), m_options.clock->steady());
    }
    Q_UNREACHABLE();
}

Result<DispatchDesk::Job> DispatchDesk::readJob(const QByteArray& webhook, const QByteArray& id)
{
    auto snapshot = m_reader->hold();
    if (!snapshot)
        return failureOf(snapshot);
    auto endpoint = readEndpoint(*m_reader, webhook);
    if (!endpoint)
        return failureOf(endpoint);
    auto secret = readSecret(*m_reader, webhook);
    if (!secret)
        return failureOf(secret);
    auto delivery = findDelivery(*m_reader, webhook, id);
    if (!delivery)
        return failureOf(delivery);
    return Job{std::move(*endpoint), std::move(*secret), std::move(*delivery)};
}

/// Looks at the row, and sends it if it is still to be sent. False: nothing of this lane can be
/// begun now.
bool DispatchDesk::begin(const LanePtr& lane, Slot slot, const QByteArray& id)
{
    auto job = readJob(lane->webhook, id);
    if (!job) {
        qCWarning(dispatchLog).noquote() << id << job.error().toString();
        lane->isScanned = false; // until then
        QTimer::singleShot(dispatchPause, this, [this, lane] { scan(lane); });
        return false;
    }
    if (!job->endpoint || !job->endpoint->enabled) {
        closeLane(lane);
        return false;
    }
    if (!job->delivery || !isOpen(job->delivery->state)) {
        lane->schedule.remove(id);
        return true;
    }
    const Turn turn = turnOf(*job->delivery);
    if (const Turn* known = lane->schedule.find(id); !known || !known->isAsDue(turn)) {
        put(*lane, turn);
        return true;
    }
    if (job->secret.isEmpty()) {
        disableLane(lane, DisabledReason::NoSecret);
        return false;
    }
    take(lane, slot, id);
    if (job->delivery->bodyBytes > 0)
        prepare(lane, slot, *job);
    else
        send(lane, slot, *job, {job->delivery->body.value_or(QByteArray()), {}, {}});
    return true;
}

void DispatchDesk::take(const LanePtr& lane, Slot slot, const QByteArray& id)
{
    lane->inHandAt(slot) = id;
    lane->schedule.setInHand(id, true);
    ++m_underWay;
}

/// Who calls this looks for what is next, unless that was the last that was waited for.
void DispatchDesk::letGo(const LanePtr& lane, Slot slot, const QByteArray& id)
{
    lane->inHandAt(slot).clear();
    --m_underWay;
    lane->schedule.setInHand(id, false);
    if (!lane->isOpen && lane->isIdle())
        m_lanes.erase(lane->webhook);
    if (m_isEnding && m_underWay == 0)
        leave();
}

/// Has a large body read and signed, elsewhere.
void DispatchDesk::prepare(const LanePtr& lane, Slot slot, const Job& job)
{
    const Delivery& delivery = *job.delivery;
    m_bodies->prepare(
        delivery.eventId, delivery.bodyBytes, job.secret,
        [this, lane, slot, id = delivery.id,
         secret = job.secret](const Result<PreparedBody>& body) {
            if (!body)
                return notPrepared(lane, slot, id, body.error());
            prepared(lane, slot, id, secret, *body);
        });
}

/// Time has passed: it is sent if all is still as it was, else that is looked at anew.
void DispatchDesk::prepared(
    const LanePtr& lane, Slot slot, const QByteArray& id, const QByteArray& secret,
    const PreparedBody& body)
{
    auto job = readJob(lane->webhook, id);
    const bool isAsItWas = job && lane->isOpen && !m_isEnding && job->endpoint &&
                           job->endpoint->enabled && job->secret == secret && job->delivery &&
                           webhooks::isOpen(job->delivery->state);
    if (isAsItWas)
        return send(lane, slot, *job, body);
    m_bodies->release(body.event);
    if (!job)
        return notPrepared(lane, slot, id, job.error());
    letGo(lane, slot, id);
    pump(lane);
}

void DispatchDesk::notPrepared(
    const LanePtr& lane, Slot slot, const QByteArray& id, const Error& why)
{
    if (m_isEnding || !lane->isOpen)
        return letGo(lane, slot, id);
    if (why.code == ErrorCode::NotFound) { // there is nothing to send any more
        giveUp(lane, {id});
        lane->schedule.remove(id);
        letGo(lane, slot, id);
        return pump(lane);
    }
    qCWarning(dispatchLog).noquote() << id << why.toString();
    QTimer::singleShot(dispatchPause, this, [this, lane, slot, id] {
        letGo(lane, slot, id);
        pump(lane);
    });
}

/// What is in hand.
void DispatchDesk::send(const LanePtr& lane, Slot slot, const Job& job, const PreparedBody& body)
{
    const Delivery& delivery = *job.delivery;
    const int tries = delivery.tries - delivery.askedTries + 1;
    Sent sent{lane,         slot, turnOf(delivery), tries, delivery.isAsked, delivery.plannedAt,
              m_store.now()};
    SendRequest request{job.endpoint->url, job.secret, lane->webhook,   delivery.type,
                        delivery.id,       body.body,  m_options.rules, body.signature};
    // Once: when it has gone out, or the attempt has ended before.
    const auto release = [this, event = body.event, isHeld = std::make_shared<bool>(true)] {
        if (std::exchange(*isHeld, false) && !event.isEmpty())
            m_bodies->release(event);
    };
    request.taken = release;
    m_sender->send(std::move(request), [this, sent, release](Attempt attempt) {
        release();
        attempt.at = sent.at;
        attempt.isAsked = sent.isAsked;
        record(sent, attempt);
    });
}

void DispatchDesk::record(const Sent& sent, const Attempt& attempt)
{
    const Timestamp oldest = sent.lane->schedule.oldest().value_or(sent.turn.queuedAt);
    m_store.transact(
        dispatchAttribution(),
        [webhook = sent.lane->webhook, id = sent.turn.id, tries = sent.tries,
         planned = sent.plannedAt, attempt, oldest](Transaction& transaction) {
            const Ruling ruling = attempt.isAsked
                                      ? rulingOfAsked(attempt, planned, oldest, transaction.at())
                                      : rulingOf(attempt, tries, oldest, transaction.at());
            return recordRuling(transaction, webhook, id, attempt, ruling);
        },
        this,
        [this, sent, attempt](const Result<std::optional<Verdict>>& verdict) {
            if (verdict)
                return recorded(sent, *verdict);
            qCWarning(dispatchLog).noquote() << sent.turn.id << verdict.error().toString();
            // It was sent, so it is kept in hand until that is written down.
            QTimer::singleShot(
                dispatchPause, this, [this, sent, attempt] { record(sent, attempt); });
        });
}

/// The row's, which somebody may have changed since the attempt was written down.
Turn DispatchDesk::newestTurn(const Sent& sent, const Verdict& verdict)
{
    const auto row = m_reader->value({outboxSpace(sent.lane->webhook), Key(sent.turn.id)});
    if (row && *row) {
        if (const auto delivery = decode((*row)->value))
            return turnOf(*delivery);
    }
    Turn turn = sent.turn;
    turn.setNextAt(verdict.nextAt, m_store.now(), m_options.clock->steady());
    return turn;
}

/// `verdict`: nothing when it was not open any more.
void DispatchDesk::recorded(const Sent& sent, const std::optional<Verdict>& verdict)
{
    const LanePtr lane = sent.lane;
    if (!verdict || !isOpen(verdict->state))
        lane->schedule.remove(sent.turn.id);
    else if (lane->schedule.find(sent.turn.id))
        lane->schedule.put(newestTurn(sent, *verdict));
    letGo(lane, sent.slot, sent.turn.id);
    pump(lane);
}

} // namespace stateroom::webhooks
