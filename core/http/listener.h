// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/acceptor.h"
#include "core/http/headwriter.h"
#include "core/http/worker.h"

#include <QSocketNotifier>
#include <QTcpServer>

#include <vector>

namespace stateroom {

/// Listens on one address and deals accepted sockets out to the workers, in turn. Above the cap,
/// and without descriptors, it answers 503 by itself. Lives in the first worker's thread.
class Listener final : public QTcpServer {
public:
    /// Listens on every address, all on the same port, for connections of this scheme. An error
    /// leaves nothing behind. Loopback IPv6 may be missing.
    static Result<std::vector<std::unique_ptr<Listener>>> listenOnAll(
        ServerShare& share, const std::vector<Worker*>& workers, Scheme scheme, quint16 wanted);

    Listener(ServerShare& share, std::vector<Worker*> workers, Scheme scheme);

private:
    void beginAccepting();
    void acceptWaiting();
    void incomingConnection(qintptr descriptor) override;
    void turnAway(qintptr descriptor);
    void tellOfTurnedAway(const Refusal& refusal);

    ServerShare& m_share;
    std::vector<Worker*> m_workers;
    const Scheme m_scheme;
    HeadWriter m_headWriter;
    size_t m_next = 0;
    std::optional<Acceptor> m_acceptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace stateroom
