// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/workload.h"

#include <QByteArrayList>

namespace bench {

/// What the servers that are measured take as the campaign key, and sign user tokens with.
constexpr QByteArrayView campaignKey = "bench-campaign";
constexpr QByteArrayView tokenSecret = "bench-secret-of-which-nothing-depends";

/// Participants of one campaign with the four variables of the API's document, dealt out to
/// connections.
class CampaignLoad : public Workload {
public:
    explicit CampaignLoad(int connections);

protected:
    static constexpr int participants = 512;
    void appendCall(QByteArrayView line, QByteArrayView credential, QByteArray& out) const;
    /// The token of a participant whom no other connection speaks for.
    const QByteArray& randomToken(int connection) { return m_tokens[randomKeyOf(connection)]; }
    const QByteArray& token(int participant) const { return m_tokens[participant]; }

private:
    QByteArrayList m_tokens;
};

/// Declares the variables, then gives each participant a value of each. On one connection.
class CampaignFill final : public CampaignLoad {
public:
    CampaignFill();
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    int m_next = 0;
};

/// `GET /v1/runtime/state`.
class StateLoad final : public CampaignLoad {
public:
    using CampaignLoad::CampaignLoad;
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;
};

/// `POST /v1/runtime/state:mutate` with three operations.
class MutateLoad final : public CampaignLoad {
public:
    enum class Spread { OneVariable, ThreeVariables };
    MutateLoad(int connections, Spread spread);
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    const QByteArray m_body;
};

} // namespace bench
