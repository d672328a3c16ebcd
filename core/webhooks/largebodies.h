// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QObject>
#include <QThread>

#include <deque>
#include <functional>
#include <map>

namespace stateroom::webhooks {

/// A body that is ready to be sent.
struct PreparedBody {
    QByteArray body;
    QByteArray signature;
    QByteArray event = {}; ///< what to let go of
};

/// Reads and signs large bodies in a thread of its own, so that who sends is held up by none. All
/// who send one event at the same time share its body. So many bytes are held at a time; above them
/// a body waits until others are let go, in the order of asking, but those up to
/// `smallBytes` wait for none.
///
/// Belongs to the thread that made it, which needs an event loop. Nothing blocks there.
class LargeBodies final : public QObject {
public:
    static constexpr qint64 mostBytes = qint64(32) * 1024 * 1024;
    static constexpr qint64 smallBytes = qint64(64) * 1024;

    using Done = std::function<void(const Result<PreparedBody>&)>;

    explicit LargeBodies(Store& store, qint64 most = mostBytes);
    /// Nobody is told of what is under way.
    ~LargeBodies() override;
    Q_DISABLE_COPY_MOVE(LargeBodies)

    /// `done` is told from the event loop; NotFound when the body is kept no more. Whom it has told
    /// of a body lets go of it when it has been sent.
    void prepare(const QByteArray& event, qint64 size, const QByteArray& secret, Done done);
    void release(const QByteArray& event);
    /// Those that wait for others are told Cancelled.
    void cancelWaiting();

    /// Of all that are held or being read.
    qint64 bytesHeld() const { return m_bytes; }

private:
    class Worker;
    struct Wish {
        QByteArray event;
        qint64 size = 0;
        QByteArray secret;
        Done done;
    };
    struct Held {
        qint64 size = 0;
        int users = 0;
        std::optional<QByteArray> body; ///< nothing: it is being read
        std::vector<Wish> wishes;       ///< until it is
    };
    bool admit(Wish& wish, bool mayTakeRoom);
    void admitWaiting();
    void loaded(const QByteArray& event, const Result<QByteArray>& body);
    void sign(Wish wish, const QByteArray& body);
    void isSigned(quint64 id, const PreparedBody& body);

    const qint64 m_most;
    qint64 m_bytes = 0;
    std::deque<Wish> m_waiting;
    std::map<QByteArray, Held> m_held;
    std::map<quint64, Done> m_signing; ///< none goes to the other thread, which must end nothing
    quint64 m_lastSigning = 0;
    QThread m_thread;
    Worker* m_worker;
};

} // namespace stateroom::webhooks
