// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/delivery.h"
#include "core/webhooks/endpoint.h"
#include "core/webhooks/outbox.h"

#include <map>
#include <set>

namespace stateroom::webhooks {

/// What follows from an attempt, and whether the webhook is not to be sent anything any more.
struct Ruling {
    Verdict verdict;
    std::optional<DisabledReason> disables = {};
};

/// How long after its attempt number `tries`, in vain, a delivery is sent again: 10 s, 1 min, 5
/// min, 30 min, 2 h, 6 h, 24 h. Nothing: not any more.
std::optional<Milliseconds> retryDelay(int tries);

/// `tries`: of the schedule, with this one. `oldest`: since when the delivery waits that has waited
/// longest of those of its webhook. 2xx is done; 410 disables, and so does a failure when one has
/// waited for OutboxLimits::mostAge.
Ruling rulingOf(const Attempt& attempt, int tries, Timestamp oldest, Timestamp now);

/// The same of an attempt that a client has asked for: in vain, it leaves the schedule as it was.
Ruling rulingOfAsked(
    const Attempt& attempt, std::optional<Timestamp> planned, Timestamp oldest, Timestamp now);

/// What decides when a delivery is sent.
struct Turn {
    QByteArray id;
    /// What its event is about: those of one record keep to order. One that somebody has asked for,
    /// a test or a repeat, waits for none and holds up none.
    QByteArray record;
    Timestamp queuedAt;
    std::optional<Timestamp> nextAt; ///< nothing: at its turn
    Milliseconds dueSteady{0};       ///< with nextAt: when that is, by Clock::steady

    static Turn of(const Delivery& delivery, Timestamp now, Milliseconds steady);
    void setNextAt(std::optional<Timestamp> at, Timestamp now, Milliseconds steady);
    /// Whether both are for the same moment.
    bool isAsDue(const Turn& other) const { return nextAt == other.nextAt; }
};

/// The open deliveries of one webhook, and which of them is next. First attempts go one after the
/// other in the order of ids; one waits as long as an earlier delivery of its record is open. What
/// has a time goes at that time, whatever waits. Everything costs the logarithm of how many there
/// are.
class Schedule {
public:
    /// Adds it, or takes it anew.
    void put(const Turn& turn);
    void remove(const QByteArray& id);
    void clear();
    /// While it is in hand it is not next, and others of its record wait for it.
    void setInHand(const QByteArray& id, bool isInHand);

    const Turn* find(const QByteArray& id) const;
    /// The next that is sent at its turn; empty: none.
    QByteArray nextInOrder() const;
    /// The next whose time has come; empty: none.
    QByteArray nextDue(Timestamp now, Milliseconds steady) const;
    /// How long until nextDue() has one; nothing: none has a time.
    std::optional<Milliseconds> wait(Timestamp now, Milliseconds steady) const;
    /// Since when the first of them waits.
    std::optional<Timestamp> oldest() const;
    qsizetype size() const { return qsizetype(m_items.size()); }

private:
    struct Item {
        Turn turn;
        bool isInHand = false;
    };
    void place(const QByteArray& id);
    void unplace(const Item& item);

    std::map<QByteArray, Item> m_items;
    std::map<QByteArray, std::set<QByteArray>> m_records; ///< ids, by record
    std::set<QByteArray> m_inOrder; ///< at their turn, the first of their records, not in hand
    std::set<std::pair<Timestamp, QByteArray>> m_timed; ///< have a time, not in hand
};

} // namespace stateroom::webhooks
