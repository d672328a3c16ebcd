// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/reply.h"

namespace stateroom {

/// What the copies of a Reply share. The connection clears itself out of it when it takes no answer
/// any more: so a handle never outlives its client, nor the server.
struct Reply::State {
    explicit State(Connection* owner) : connection(owner) {}
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    Connection* connection;
};

/// What the copies of a BodyStream share; cleared by the connection likewise.
struct BodyStream::State {
    explicit State(Connection* owner) : connection(owner) {}
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    Connection* connection;
    std::function<void()> onDrained;
    std::function<void()> onClosed;
};

} // namespace stateroom
