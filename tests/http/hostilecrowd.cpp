// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/http/hostilecrowd.h"

namespace stateroom {

namespace {

constexpr size_t clientsAtOnce = 24;

QByteArrayList odds()
{
    return {
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n",
        "PUT /%zz?%ff HTTP/1.1\r\nHost: evil\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Connection: close\r\n",
        "Expect: 100-continue\r\n",
        "5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n",
        "ffffffffffffffff\r\n",
        "\r\n\r\n",
        "\r\n",
        "\r",
        "\n",
        " ",
        "HTTP/1.0",
        QByteArray(1, '\0'),
        QByteArray("\x16\x03\x01\x02\x00", 5),
        QByteArray(20'000, 'x'),
    };
}

} // namespace

int hostileRounds(int usual)
{
    bool isGiven = false;
    const int given = qEnvironmentVariableIntValue("STATEROOM_ROUNDS", &isGiven);
    return isGiven ? given : usual;
}

HostileCrowd::HostileCrowd(quint16 port, QByteArrayList requests, quint32 seed)
    : m_port(port)
    , m_random(seed)
{
    const QByteArrayList others = odds();
    m_pieces = requests + requests + others; // rather something that is understood
}

QByteArray HostileCrowd::mangled()
{
    QByteArray text;
    for (qsizetype i = below(4); i >= 0; --i)
        text += piece();
    for (qsizetype i = below(4); i > 0 && !text.isEmpty(); --i) {
        const qsizetype at = below(text.size());
        switch (below(3)) {
        case 0:
            text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text.remove(at, 1 + below(5));
            break;
        case 2:
            text.insert(at, piece().left(below(20)));
            break;
        }
    }
    return text;
}

// One step of a client; false when it has left.
bool HostileCrowd::act(Client& client)
{
    RawClient& socket = *client.socket;
    switch (below(8)) {
    case 0:
    case 1:
        socket.send(client.unsent); // all of it
        client.unsent.clear();
        break;
    case 2:
    case 3: {
        const qsizetype size = below(client.unsent.size() + 1);
        socket.send(client.unsent.first(size));
        client.unsent.remove(0, size);
        break;
    }
    case 4:
        socket.socket().waitForReadyRead(1);
        socket.socket().readAll();
        break;
    case 5:
        socket.finishSending();
        client.unsent.clear();
        break;
    case 6:
        socket.reset();
        return false;
    case 7:
        socket.close();
        return false;
    }
    return socket.isConnected();
}

void HostileCrowd::run(int connections, const std::function<void()>& nowAndThen)
{
    const int pause = std::max(1, connections / 100);
    for (int begun = 0; begun < connections || !m_clients.empty();) {
        if (begun < connections && m_clients.size() < clientsAtOnce) {
            m_clients.push_back({std::make_unique<RawClient>(m_port), mangled()});
            if (++begun % pause == 0)
                nowAndThen();
        }
        const auto at = m_clients.begin() + below(qsizetype(m_clients.size()));
        if (!act(*at))
            m_clients.erase(at);
    }
}

} // namespace stateroom
