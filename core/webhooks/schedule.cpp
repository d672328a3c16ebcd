// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/schedule.h"

#include <algorithm>
#include <array>

namespace stateroom::webhooks {

namespace {

using namespace std::chrono_literals;

constexpr std::array<Milliseconds, 7> delays{10s, 1min, 5min, 30min, 2h, 6h, 24h};

constexpr int gone = 410;

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

} // namespace

std::optional<Milliseconds> retryDelay(int tries)
{
    if (tries < 1 || size_t(tries) > delays.size())
        return std::nullopt;
    return delays[size_t(tries) - 1];
}

Ruling rulingOf(const Attempt& attempt, int tries, Timestamp oldest, Timestamp now)
{
    if (isSuccess(attempt.status))
        return {{DeliveryState::Delivered}};
    if (attempt.status == gone)
        return {{DeliveryState::Failed}, DisabledReason::Gone};
    Ruling ruling{{DeliveryState::Failed}};
    if (const auto delay = retryDelay(tries))
        ruling.verdict = {DeliveryState::Retrying, now + *delay};
    if (now - oldest >= OutboxLimits::mostAge)
        ruling.disables = DisabledReason::TooOld;
    return ruling;
}

Ruling rulingOfAsked(
    const Attempt& attempt, std::optional<Timestamp> planned, Timestamp oldest, Timestamp now)
{
    Ruling ruling = rulingOf(attempt, 1, oldest, now); // after a first one there is always another
    if (ruling.verdict.state == DeliveryState::Retrying)
        ruling.verdict.nextAt = planned;
    return ruling;
}

Turn Turn::of(const Delivery& delivery, Timestamp now, Milliseconds steady)
{
    const bool isAsked = delivery.isTest || !delivery.againOf.isEmpty();
    Turn turn;
    turn.id = delivery.id;
    turn.record = isAsked ? delivery.id : delivery.resource + '/' + delivery.record;
    turn.queuedAt = delivery.queuedAt;
    turn.setNextAt(delivery.nextAt, now, steady);
    return turn;
}

void Turn::setNextAt(std::optional<Timestamp> at, Timestamp now, Milliseconds steady)
{
    nextAt = at;
    dueSteady = at ? steady + std::max(*at - now, Milliseconds(0)) : Milliseconds(0);
}

void Schedule::put(const Turn& turn)
{
    const auto [found, isNew] = m_items.try_emplace(turn.id);
    Item& item = found->second;
    if (!isNew) {
        unplace(item);
        // Where nothing moves, what is known by the steady clock is worth more.
        const Milliseconds due = item.turn.isAsDue(turn) ? item.turn.dueSteady : turn.dueSteady;
        item.turn = turn;
        item.turn.dueSteady = due;
        return place(turn.id);
    }
    item.turn = turn;
    std::set<QByteArray>& ofRecord = m_records[turn.record];
    if (!ofRecord.empty() && turn.id < *ofRecord.begin())
        m_inOrder.erase(*ofRecord.begin());
    ofRecord.insert(turn.id);
    place(turn.id);
}

void Schedule::remove(const QByteArray& id)
{
    const auto found = m_items.find(id);
    if (found == m_items.end())
        return;
    unplace(found->second);
    const QByteArray record = found->second.turn.record;
    m_items.erase(found);
    const auto ofRecord = m_records.find(record);
    ofRecord->second.erase(id);
    if (ofRecord->second.empty())
        m_records.erase(ofRecord);
    else
        place(*ofRecord->second.begin());
}

void Schedule::clear()
{
    m_items.clear();
    m_records.clear();
    m_inOrder.clear();
    m_timed.clear();
}

void Schedule::setInHand(const QByteArray& id, bool isInHand)
{
    const auto found = m_items.find(id);
    if (found == m_items.end())
        return;
    unplace(found->second);
    found->second.isInHand = isInHand;
    place(id);
}

const Turn* Schedule::find(const QByteArray& id) const
{
    const auto found = m_items.find(id);
    return found == m_items.end() ? nullptr : &found->second.turn;
}

QByteArray Schedule::nextInOrder() const
{
    return m_inOrder.empty() ? QByteArray() : *m_inOrder.begin();
}

QByteArray Schedule::nextDue(Timestamp now, Milliseconds steady) const
{
    if (m_timed.empty())
        return {};
    const QByteArray& id = m_timed.begin()->second;
    // A clock that was set back makes nobody wait for longer.
    const Turn& turn = m_items.at(id).turn;
    return *turn.nextAt <= now || turn.dueSteady <= steady ? id : QByteArray();
}

std::optional<Milliseconds> Schedule::wait(Timestamp now, Milliseconds steady) const
{
    if (m_timed.empty())
        return std::nullopt;
    const Turn& turn = m_items.at(m_timed.begin()->second).turn;
    return std::max(std::min(*turn.nextAt - now, turn.dueSteady - steady), Milliseconds(0));
}

std::optional<Timestamp> Schedule::oldest() const
{
    if (m_items.empty())
        return std::nullopt;
    return m_items.begin()->second.turn.queuedAt;
}

/// Puts a known one where it belongs, of all that may be next.
void Schedule::place(const QByteArray& id)
{
    const Item& item = m_items.at(id);
    if (item.isInHand)
        return;
    if (item.turn.nextAt)
        m_timed.emplace(*item.turn.nextAt, id);
    else if (*m_records.at(item.turn.record).begin() == id)
        m_inOrder.insert(id);
}

void Schedule::unplace(const Item& item)
{
    m_inOrder.erase(item.turn.id);
    if (item.turn.nextAt)
        m_timed.erase({*item.turn.nextAt, item.turn.id});
}

} // namespace stateroom::webhooks
