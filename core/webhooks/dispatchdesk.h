// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/dispatcher.h"
#include "core/webhooks/largebodies.h"
#include "core/webhooks/schedule.h"

#include <QTimer>

#include <array>

namespace stateroom::webhooks {

/// What the dispatcher's thread does. Everything is called in that thread, but the constructor.
///
/// What it knows of the outboxes, by reading them once and by the feed, tells it where to look
/// next; whether something is to be sent is always decided by the row itself, read at that moment.
/// So news that is late or comes twice does no harm.
class DispatchDesk final : public QObject {
public:
    DispatchDesk(Store& store, DispatcherOptions options);
    ~DispatchDesk() override;
    Q_DISABLE_COPY_MOVE(DispatchDesk)

    void start();
    void setRules(const AddressRules& rules) { m_options.rules = rules; }
    void look();
    /// Ends the thread's event loop, when nothing is in hand or the patience is over.
    void end(Milliseconds patience);

private:
    enum class Slot { InOrder, Timed };

    /// One webhook that is sent to.
    struct Lane {
        explicit Lane(QByteArray id)
            : webhook(std::move(id))
        {
        }
        bool isInHand(const QByteArray& id) const { return inHand[0] == id || inHand[1] == id; }
        bool isIdle() const { return inHand[0].isEmpty() && inHand[1].isEmpty(); }
        QByteArray& inHandAt(Slot slot) { return inHand[size_t(slot)]; }

        const QByteArray webhook;
        bool isOpen = false;
        bool isScanned = false;   ///< all that was open has been read
        bool dropsOldest = false; ///< what is too old is given up when it is read
        quint64 scan = 0;         ///< which reading of the outbox is the valid one
        Schedule schedule;
        Subscription outbox;
        std::array<QByteArray, 2> inHand; ///< by Slot; empty: nothing
    };
    using LanePtr = std::shared_ptr<Lane>;

    /// A delivery that is being sent or written down.
    struct Sent {
        LanePtr lane;
        Slot slot = Slot::InOrder;
        Turn turn;
        int tries = 0;                      ///< of the schedule, with this one
        bool isAsked = false;               ///< beside the schedule
        std::optional<Timestamp> plannedAt; ///< then: what the schedule says
        Timestamp at;
    };
    /// All that an attempt needs, as it stands at this moment.
    struct Job {
        std::optional<Endpoint> endpoint;
        QByteArray secret;
        std::optional<Delivery> delivery;
    };
    void watchEndpoints();
    void readEndpoints();
    void endpointsChanged(const std::vector<ChangePtr>& changes);
    void forget(const QByteArray& webhook);
    bool turnsAway(const QByteArray& webhook, bool dropsOldest);

    void openLane(const QByteArray& webhook, bool dropsOldest);
    void closeLane(const LanePtr& lane);
    void watchOutbox(const LanePtr& lane);
    void outboxChanged(const LanePtr& lane, const std::vector<ChangePtr>& changes);
    void scan(const LanePtr& lane);
    void scanSlice(const LanePtr& lane, quint64 scan, const QByteArray& after);
    void put(Lane& lane, const Turn& turn);
    Turn turnOf(const Delivery& delivery) const;
    void giveUp(const LanePtr& lane, const QByteArrayList& deliveries);
    void disableLane(const LanePtr& lane, DisabledReason reason);

    void pump(const LanePtr& lane);
    QByteArray nextOf(const Lane& lane, Slot slot) const;
    bool begin(const LanePtr& lane, Slot slot, const QByteArray& id);
    Result<Job> readJob(const QByteArray& webhook, const QByteArray& id);
    void take(const LanePtr& lane, Slot slot, const QByteArray& id);
    void letGo(const LanePtr& lane, Slot slot, const QByteArray& id);
    void prepare(const LanePtr& lane, Slot slot, const Job& job);
    void prepared(
        const LanePtr& lane, Slot slot, const QByteArray& id, const QByteArray& secret,
        const PreparedBody& body);
    void notPrepared(const LanePtr& lane, Slot slot, const QByteArray& id, const Error& why);
    void send(const LanePtr& lane, Slot slot, const Job& job, const PreparedBody& body);
    void record(const Sent& sent, const Attempt& attempt);
    void recorded(const Sent& sent, const std::optional<Verdict>& verdict);
    Turn newestTurn(const Sent& sent, const Verdict& verdict);
    void armTimer();
    void leave();

    Store& m_store;
    DispatcherOptions m_options;
    std::unique_ptr<Reader> m_reader;
    Subscription m_endpoints;
    std::map<QByteArray, LanePtr> m_lanes;
    std::unique_ptr<LargeBodies> m_bodies;
    std::unique_ptr<Sender> m_sender;
    QTimer m_timer{this};
    int m_underWay = 0; ///< in hand, of all lanes
    bool m_isEnding = false;
};

} // namespace stateroom::webhooks
