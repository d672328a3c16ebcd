// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/workload.h"

#include <charconv>

namespace bench {

namespace {

constexpr QByteArrayView ending = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";

/// The n of an answer `{"version":n}`, or 0.
qint64 versionIn(QByteArrayView body)
{
    static constexpr QByteArrayView before = "{\"version\":";
    if (!body.startsWith(before))
        return 0;
    qint64 version = 0;
    std::from_chars(body.begin() + before.size(), body.end(), version);
    return version;
}

} // namespace

Workload::Workload(int keys, int connections)
    : m_keys(keys)
    , m_connections(connections)
{
}

int Workload::randomKeyOf(int connection)
{
    const int rounds = m_keys / m_connections;
    return int(m_random() % unsigned(rounds)) * m_connections + connection;
}

void Workload::appendPath(int key, QByteArray& out)
{
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, 10'000'000 + key).ptr;
    out.append("/v1/state/bench/item-").append(digits, end - digits);
}

void Workload::appendHead(QByteArrayView method, int key, QByteArrayView suffix, QByteArray& out)
{
    out.append(method).append(' ');
    appendPath(key, out);
    out.append(suffix).append(ending);
}

void Workload::appendBody(QByteArrayView body, QByteArray& out)
{
    out.append("Content-Type: application/json\r\nContent-Length: ")
        .append(QByteArray::number(body.size()))
        .append("\r\n\r\n")
        .append(body);
}

QByteArray Workload::value(qint64 number)
{
    QByteArray value = "{\"n\":" + QByteArray::number(number) + R"(,"step":"researching","text":")";
    return value.leftJustified(198, 'x') + "\"}";
}

GetLoad::GetLoad(int keys, int connections, QByteArrayView credential)
    : Workload(keys, connections)
    , m_end(
          credential.isEmpty() ? QByteArray("\r\n")
                               : "Authorization: Bearer " + credential.toByteArray() + "\r\n\r\n")
{
}

bool GetLoad::appendRequest(int connection, QByteArray& out)
{
    appendHead("GET", randomKeyOf(connection), {}, out);
    out.append(m_end);
    return true;
}

bool GetLoad::accept(int, int status, QByteArrayView body)
{
    return status == 200 && body.startsWith("{\"value\":{\"n\":");
}

SetLoad::SetLoad(Versions& versions, int connections)
    : Workload(int(versions.size()), connections)
    , m_versions(versions)
    , m_keyUnderWay(size_t(connections))
{
}

bool SetLoad::appendRequest(int connection, QByteArray& out)
{
    const int key = m_keyUnderWay[size_t(connection)] = randomKeyOf(connection);
    appendHead("POST", key, {}, out);
    appendBody("{\"value\":" + value(++m_count) + ",\"ttl\":0}", out);
    return true;
}

bool SetLoad::accept(int connection, int status, QByteArrayView body)
{
    const qint64 version = versionIn(body);
    m_versions[size_t(m_keyUnderWay[size_t(connection)])] = version;
    return status == 200 && version > 0;
}

CompareAndSetLoad::CompareAndSetLoad(Versions& versions, int connections)
    : Workload(int(versions.size()), connections)
    , m_versions(versions)
    , m_keyUnderWay(size_t(connections))
{
}

bool CompareAndSetLoad::appendRequest(int connection, QByteArray& out)
{
    const int key = m_keyUnderWay[size_t(connection)] = randomKeyOf(connection);
    appendHead("POST", key, "/version", out);
    appendBody(
        "{\"value\":" + value(++m_count) +
            ",\"expectedVersion\":" + QByteArray::number(m_versions[size_t(key)]) + '}',
        out);
    return true;
}

bool CompareAndSetLoad::accept(int connection, int status, QByteArrayView body)
{
    qint64& version = m_versions[size_t(m_keyUnderWay[size_t(connection)])];
    const qint64 expected = version + 1;
    version = versionIn(body);
    return status == 200 && version == expected;
}

FillLoad::FillLoad(Versions& versions, int connections)
    : Workload(int(versions.size()), connections)
    , m_versions(versions)
{
}

bool FillLoad::appendRequest(int, QByteArray& out)
{
    if (m_next == m_keys)
        return false;
    m_versions[size_t(m_next)] = 1;
    appendHead("POST", m_next++, {}, out);
    appendBody("{\"value\":" + value(++m_count) + '}', out);
    return true;
}

bool FillLoad::accept(int, int status, QByteArrayView body)
{
    return status == 200 && versionIn(body) == 1;
}

} // namespace bench
