// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/businessload.h"

namespace bench {

namespace {

constexpr int keyCount = 16;

void appendCall(
    QByteArrayView line, QByteArrayView id, const QByteArrayList& keys, int connection,
    QByteArray& out)
{
    out.append(line).append(id);
    out.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ")
        .append(keys[connection % keys.size()])
        .append("\r\n");
}

/// Of an answer with a record; empty where there is none.
QByteArray idIn(QByteArrayView body)
{
    static constexpr QByteArrayView before = "\"id\":\"";
    const qsizetype begin = body.indexOf(before);
    const qsizetype end = begin < 0 ? -1 : body.indexOf('"', begin + before.size());
    return end < 0 ? QByteArray()
                   : body.sliced(begin + before.size(), end - begin - before.size()).toByteArray();
}

} // namespace

QByteArrayList businessKeys()
{
    QByteArrayList keys;
    for (int i = 0; i < keyCount; ++i)
        keys << "bench-business-" + QByteArray::number(i);
    return keys;
}

AgentCreateLoad::AgentCreateLoad(int connections, AgentIds* ids, int count)
    : Workload(connections, connections)
    , m_ids(ids)
    , m_left(count)
{
}

bool AgentCreateLoad::appendRequest(int connection, QByteArray& out)
{
    if (m_left == 0)
        return false;
    --m_left;
    const QByteArray number = QByteArray::number(++m_count);
    appendCall("POST /v1/agents", {}, m_keys, connection, out);
    appendBody(
        R"({"name":"Support Agent )" + number + R"(","role":"Customer Success Specialist",)" +
            R"("instructions":"Help customers with their questions",)"
            R"("capabilities":{"can_create_tickets":true,"can_issue_refunds":false},)"
            R"("metadata":{"department":"customer_support","language":"en"}})",
        out);
    return true;
}

bool AgentCreateLoad::accept(int, int status, QByteArrayView body)
{
    if (status != 201)
        return false;
    if (!m_ids)
        return true;
    m_ids->push_back(idIn(body));
    return m_ids->back().startsWith("agent_");
}

AgentGetLoad::AgentGetLoad(const AgentIds& ids, int connections)
    : Workload(int(ids.size()), connections)
    , m_ids(ids)
{
}

bool AgentGetLoad::appendRequest(int connection, QByteArray& out)
{
    appendCall("GET /v1/agents/", m_ids[size_t(randomKeyOf(connection))], m_keys, connection, out);
    out.append("\r\n");
    return true;
}

bool AgentGetLoad::accept(int, int status, QByteArrayView body)
{
    return status == 200 && body.startsWith(R"({"success":true,"data":{)");
}

} // namespace bench
