// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <random>
#include <vector>

namespace bench {

/// Which requests a load generator sends, and what it expects of their answers. Keys are dealt out
/// to connections, so that no two requests under way concern the same key.
class Workload {
public:
    Workload(int keys, int connections);
    virtual ~Workload() = default;
    Q_DISABLE_COPY_MOVE(Workload)

    /// Appends this connection's next request. False when there are no more.
    virtual bool appendRequest(int connection, QByteArray& out) = 0;
    /// Whether the answer to this connection's oldest request is right.
    virtual bool accept(int connection, int status, QByteArrayView body) = 0;

protected:
    int randomKeyOf(int connection);
    static void appendPath(int key, QByteArray& out);
    static void appendHead(QByteArrayView method, int key, QByteArrayView suffix, QByteArray& out);
    static void appendBody(QByteArrayView body, QByteArray& out);
    /// A value of 200 bytes that holds `number`.
    static QByteArray value(qint64 number);

    int m_keys;
    int m_connections;
    qint64 m_count = 0;

private:
    std::mt19937 m_random{4711};
};

/// What the servers that are measured take as a workflow key.
constexpr QByteArrayView workflowKey = "bench-workflow";

/// GET of random keys; with a credential where one is given.
class GetLoad final : public Workload {
public:
    GetLoad(int keys, int connections, QByteArrayView credential = {});
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    QByteArray m_end; ///< the last fields and the end of the head
};

/// The version that each key has, as the answers told.
using Versions = std::vector<qint64>;

/// Sets random keys.
class SetLoad final : public Workload {
public:
    SetLoad(Versions& versions, int connections);
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    Versions& m_versions;
    std::vector<int> m_keyUnderWay;
};

/// Sets random keys on condition that they have the version last seen.
class CompareAndSetLoad final : public Workload {
public:
    CompareAndSetLoad(Versions& versions, int connections);
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    Versions& m_versions;
    std::vector<int> m_keyUnderWay;
};

/// Sets each key once, for which pipelining is fine.
class FillLoad final : public Workload {
public:
    FillLoad(Versions& versions, int connections);
    bool appendRequest(int connection, QByteArray& out) override;
    bool accept(int connection, int status, QByteArrayView body) override;

private:
    Versions& m_versions;
    int m_next = 0;
};

} // namespace bench
