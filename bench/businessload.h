// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/workload.h"

#include <QByteArrayList>

namespace bench {

/// The business keys that the servers that are measured take. Their plan is `local`, of a million
/// calls a minute for each; the connections share them out, so that none comes to its end.
QByteArrayList businessKeys();

/// The ids of agents, as the answers told.
using AgentIds = std::vector<QByteArray>;

/// `POST /v1/agents`, each with a record of its own of some 200 bytes; as many as wanted, or for
/// ever.
class AgentCreateLoad final : public Workload {
public:
    /// `ids`, if there are any, are those that have been made.
    AgentCreateLoad(int connections, AgentIds* ids = nullptr, int count = -1);
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    const QByteArrayList m_keys = businessKeys();
    AgentIds* const m_ids;
    int m_left;
};

/// `GET /v1/agents/{id}` of random agents.
class AgentGetLoad final : public Workload {
public:
    AgentGetLoad(const AgentIds& ids, int connections);
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    const QByteArrayList m_keys = businessKeys();
    const AgentIds& m_ids;
};

} // namespace bench
