// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/http/rawclient.h"

#include <QByteArrayList>

#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace stateroom {

/// Clients that send anything and leave at any moment: some at a time, each a few mangled requests
/// in pieces, read or not, ended by a close, a half-close or a reset.
class HostileCrowd {
public:
    /// `requests` are what a server knows to answer; they are mixed with what none should like.
    HostileCrowd(quint16 port, QByteArrayList requests, quint32 seed);

    /// So many connections, one after the other begun; `nowAndThen` is called a hundred times.
    void run(int connections, const std::function<void()>& nowAndThen);

private:
    struct Client {
        std::unique_ptr<RawClient> socket;
        QByteArray unsent;
    };
    qsizetype below(qsizetype limit)
    {
        return std::uniform_int_distribution(qsizetype(0), limit - 1)(m_random);
    }
    const QByteArray& piece() { return m_pieces[below(m_pieces.size())]; }
    QByteArray mangled();
    bool act(Client& client);

    quint16 m_port;
    QByteArrayList m_pieces;
    std::mt19937 m_random;
    std::vector<Client> m_clients;
};

/// How many connections a test makes: STATEROOM_ROUNDS, or `usual`.
int hostileRounds(int usual);

} // namespace stateroom
