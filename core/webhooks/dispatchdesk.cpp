// SPDX-License-Identifier: GPL-3.0-or-later
// Which webhooks are sent to, and what waits for them; dispatchjobs.cpp sends.
#include "core/webhooks/dispatchdesk.h"

#include "core/webhooks/dispatchlog.h"

#include <QThread>

#include <algorithm>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(dispatchLog, "stateroom.webhooks")

namespace {

constexpr int scanPage = 100;
/// A clock may be set, so no wait for it is longer.
constexpr Milliseconds longestWait{1'000};

} // namespace

DispatchDesk::DispatchDesk(Store& store, DispatcherOptions options)
    : m_store(store)
    , m_options(std::move(options))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DispatchDesk::look);
}

DispatchDesk::~DispatchDesk() = default;

void DispatchDesk::start()
{
    if (m_isEnding)
        return;
    auto reader = m_store.openReader();
    if (!reader) {
        qCWarning(dispatchLog).noquote() << reader.error().toString();
        QTimer::singleShot(dispatchPause, this, [this] { start(); });
        return;
    }
    m_reader = std::move(*reader);
    m_bodies = std::make_unique<LargeBodies>(m_store);
    m_sender = std::make_unique<Sender>(m_options.sender);
    watchEndpoints();
    readEndpoints();
}

void DispatchDesk::watchEndpoints()
{
    FeedHandlers handlers;
    handlers.changes = [this](const std::vector<ChangePtr>& changes) { endpointsChanged(changes); };
    handlers.reset = [this](Seq) { readEndpoints(); };
    handlers.ended = [](const Error&) {};
    m_endpoints =
        m_store.feed().subscribe({endpointSpace(), {}}, std::nullopt, this, std::move(handlers));
}

/// Opens a lane for each webhook that has none, ends those of others, and goes on with forgetting.
void DispatchDesk::readEndpoints()
{
    if (m_isEnding)
        return;
    auto endpoints = webhooks::readEndpoints(*m_reader);
    auto left = forgotten(*m_reader);
    if (!endpoints || !left) {
        const Error& why = endpoints ? left.error() : endpoints.error();
        qCWarning(dispatchLog).noquote() << why.toString();
        QTimer::singleShot(dispatchPause, this, [this] { readEndpoints(); });
        return;
    }
    const auto lanes = m_lanes;
    for (const auto& [webhook, lane] : lanes) {
        const bool isWanted = std::any_of(
            endpoints->begin(), endpoints->end(), [&id = webhook](const Endpoint& endpoint) {
                return endpoint.id == id && endpoint.enabled;
            });
        if (!isWanted)
            closeLane(lane);
    }
    for (const Endpoint& endpoint : *endpoints) {
        if (endpoint.enabled && !turnsAway(endpoint.id, false))
            openLane(endpoint.id, false);
    }
    for (const QByteArray& webhook : *left)
        forget(webhook);
}

void DispatchDesk::endpointsChanged(const std::vector<ChangePtr>& changes)
{
    for (const ChangePtr& change : changes) {
        const QByteArray webhook = change->name.key.bytes();
        const bool isThere = leavesValue(change->op) && change->value;
        if (isThere && endpointOf(webhook, *change->value).enabled) {
            // Else it would be disabled at its next failure again.
            const bool wasDisabled =
                change->oldValue && !endpointOf(webhook, *change->oldValue).enabled;
            if (!turnsAway(webhook, wasDisabled))
                openLane(webhook, wasDisabled);
            continue;
        }
        if (const auto found = m_lanes.find(webhook); found != m_lanes.end()) {
            const LanePtr lane = found->second;
            closeLane(lane);
        }
        if (!isThere)
            forget(webhook);
    }
}

void DispatchDesk::forget(const QByteArray& webhook)
{
    m_store.bulk(
        dispatchAttribution(),
        [webhook](Transaction& transaction) { return webhooks::forget(transaction, webhook); },
        this,
        [](const Result<OperationId>& done) {
            if (!done) // the next start goes on
                qCWarning(dispatchLog).noquote() << done.error().toString();
        });
}

void DispatchDesk::openLane(const QByteArray& webhook, bool dropsOldest)
{
    LanePtr& known = m_lanes[webhook];
    if (!known)
        known = std::make_shared<Lane>(webhook);
    const LanePtr lane = known; // it may be closed, and leave the map, before this has ended
    if (lane->isOpen)
        return;
    lane->isOpen = true;
    lane->dropsOldest = dropsOldest;
    watchOutbox(lane);
    scan(lane);
}

/// `lane` is not the map's own.
void DispatchDesk::closeLane(const LanePtr& lane)
{
    lane->isOpen = false;
    lane->isScanned = false;
    ++lane->scan;
    lane->outbox.cancel();
    lane->schedule.clear();
    if (lane->isIdle())
        m_lanes.erase(lane->webhook);
}

void DispatchDesk::watchOutbox(const LanePtr& lane)
{
    const std::weak_ptr<Lane> weak = lane;
    FeedHandlers handlers;
    handlers.changes = [this, weak](const std::vector<ChangePtr>& changes) {
        if (const LanePtr living = weak.lock())
            outboxChanged(living, changes);
    };
    handlers.reset = [this, weak](Seq) {
        if (const LanePtr living = weak.lock())
            scan(living);
    };
    handlers.ended = [](const Error&) {};
    lane->outbox = m_store.feed().subscribe(
        {outboxSpace(lane->webhook), {}}, std::nullopt, this, std::move(handlers));
}

void DispatchDesk::outboxChanged(const LanePtr& lane, const std::vector<ChangePtr>& changes)
{
    if (!lane->isOpen)
        return;
    for (const ChangePtr& change : changes) {
        const QByteArray id = change->name.key.bytes();
        if (!leavesValue(change->op) || !change->value) {
            lane->schedule.remove(id);
            continue;
        }
        const auto delivery = decode(*change->value);
        if (delivery)
            put(*lane, turnOf(*delivery));
        else
            qCWarning(dispatchLog).noquote() << id << delivery.error().toString();
    }
    pump(lane);
}

/// Reads the whole outbox anew, in slices between what else there is to do.
void DispatchDesk::scan(const LanePtr& lane)
{
    if (!lane->isOpen)
        return;
    lane->isScanned = false;
    lane->schedule.clear();
    scanSlice(lane, ++lane->scan, {});
}

void DispatchDesk::scanSlice(const LanePtr& lane, quint64 scan, const QByteArray& after)
{
    if (m_isEnding || lane->scan != scan)
        return;
    const auto page = readOutbox(*m_reader, lane->webhook, scanPage, after);
    if (!page) {
        qCWarning(dispatchLog).noquote() << lane->webhook << page.error().toString();
        QTimer::singleShot(dispatchPause, this, [this, lane, scan] {
            if (lane->scan == scan)
                this->scan(lane);
        });
        return;
    }
    QByteArrayList tooOld;
    for (const Delivery& delivery : page->deliveries) {
        const bool isOld = m_store.now() - delivery.queuedAt >= OutboxLimits::mostAge;
        if (lane->dropsOldest && isOld && !lane->isInHand(delivery.id))
            tooOld.append(delivery.id);
        else
            put(*lane, turnOf(delivery));
    }
    if (!tooOld.isEmpty())
        giveUp(lane, tooOld);
    if (page->more && !page->deliveries.empty()) {
        QMetaObject::invokeMethod(
            this,
            [this, lane, scan, last = page->deliveries.back().id] { scanSlice(lane, scan, last); },
            Qt::QueuedConnection);
        return;
    }
    lane->isScanned = true;
    pump(lane);
}

void DispatchDesk::put(Lane& lane, const Turn& turn)
{
    lane.schedule.put(turn);
    if (lane.isInHand(turn.id))
        lane.schedule.setInHand(turn.id, true);
}

Turn DispatchDesk::turnOf(const Delivery& delivery) const
{
    return Turn::of(delivery, m_store.now(), m_options.clock->steady());
}

/// To the log, unsent.
void DispatchDesk::giveUp(const LanePtr& lane, const QByteArrayList& deliveries)
{
    m_store.transact(
        dispatchAttribution(),
        [webhook = lane->webhook, deliveries](Transaction& transaction) -> Result<void> {
            for (const QByteArray& id : deliveries) {
                if (auto given = abandon(transaction, webhook, id); !given)
                    return failureOf(given);
            }
            return {};
        },
        this,
        [](const Result<void>& done) {
            if (!done)
                qCWarning(dispatchLog).noquote() << done.error().toString();
        });
}

void DispatchDesk::disableLane(const LanePtr& lane, DisabledReason reason)
{
    m_store.transact(
        dispatchAttribution(),
        [webhook = lane->webhook, reason](Transaction& transaction) {
            return disable(transaction, webhook, reason);
        },
        this,
        [](const Result<bool>& done) {
            if (!done)
                qCWarning(dispatchLog).noquote() << done.error().toString();
        });
    closeLane(lane);
}

void DispatchDesk::look()
{
    const auto lanes = m_lanes; // a lane may close
    for (const auto& [webhook, lane] : lanes)
        pump(lane);
    armTimer();
}

void DispatchDesk::armTimer()
{
    std::optional<Milliseconds> soonest;
    for (const auto& [webhook, lane] : m_lanes) {
        if (!lane->isOpen || !lane->isScanned || !lane->inHandAt(Slot::Timed).isEmpty())
            continue;
        const auto wait = lane->schedule.wait(m_store.now(), m_options.clock->steady());
        if (wait)
            soonest = std::min(soonest.value_or(longestWait), *wait);
    }
    if (soonest && !m_isEnding)
        m_timer.start(*soonest);
    else
        m_timer.stop();
}

void DispatchDesk::end(Milliseconds patience)
{
    m_isEnding = true;
    m_timer.stop();
    if (m_bodies)
        m_bodies->cancelWaiting();
    if (m_underWay == 0)
        return leave();
    QTimer::singleShot(patience, this, [this] { leave(); });
}

void DispatchDesk::leave()
{
    thread()->quit();
}

} // namespace stateroom::webhooks
