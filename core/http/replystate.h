// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mailbox.h"
#include "core/http/reply.h"

class QThread;

namespace stateroom {

/// Where a connection lives, for handles that are dropped elsewhere.
struct ConnectionHome {
    QThread* thread;
    std::shared_ptr<Mailbox> mailbox; // of that thread
    QPointer<QObject> connection;     // looked at in that thread only
};

/// What the copies of a Reply share. The connection clears itself out of it when it takes no answer
/// any more: so a handle never outlives its client, nor the server.
struct Reply::State {
    State(Connection* owner, std::shared_ptr<const ConnectionHome> where)
        : connection(owner)
        , home(std::move(where))
    {
    }
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    Connection* connection;
    std::shared_ptr<const ConnectionHome> home;
};

/// What the copies of a BodyStream share; cleared by the connection likewise.
struct BodyStream::State {
    State(Connection* owner, std::shared_ptr<const ConnectionHome> where)
        : connection(owner)
        , home(std::move(where))
    {
    }
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    Connection* connection;
    std::shared_ptr<const ConnectionHome> home;
    std::function<void()> onDrained;
    std::function<void()> onClosed;
};

} // namespace stateroom
