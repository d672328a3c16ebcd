// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/chunkreader.h"
#include "core/http/framing.h"
#include "core/http/headparser.h"
#include "core/http/limits.h"
#include "core/http/targetparser.h"

namespace stateroom {

/// Makes requests of the bytes of one connection, one at a time. Knows no socket and no clock.
class RequestReader {
public:
    enum class Outcome {
        Incomplete,   ///< more bytes are needed
        HeadComplete, ///< told once; framing(), target() hold; the body is read by going on
        Complete,     ///< takeRequest(), then next()
        Refused,      ///< refusal(); the frame is lost, so nothing more can be read
    };

    explicit RequestReader(const HttpLimits& limits);

    /// Room for `size` more bytes; then commit() says how many were filled in.
    char* makeRoom(qsizetype size);
    void commit(qsizetype size);
    /// True when bytes wait that belong to no finished request.
    bool hasInput() const { return m_input.size() > m_used; }
    /// Forgets all input.
    void discardInput();

    Outcome advance();
    const Refusal& refusal() const { return m_refusal; }

    /// Known from the request line on; empty before.
    const QByteArray& method() const { return m_method; }
    const QByteArray& rawTarget() const { return m_request.target; }
    /// Known from HeadComplete on.
    const Framing& framing() const { return m_framing; }
    const Target& target() const { return m_target; }
    const Headers& headers() const { return m_request.headers; }
    int minorVersion() const { return m_head.minorVersion(); }
    bool isHeadComplete() const { return m_stage != Stage::Head; }
    qint64 bodySize() const { return m_request.body.size(); }

    /// Takes note of a request line that has come, if its head does not get further (a time-out).
    void noteRequestLine();
    /// Complete: moves it out. The parameters and the request's id are for others to fill in.
    void takeRequest(Request& request);
    /// Gets ready for the next request.
    void next();

private:
    enum class Stage { Head, Body, Done };
    QByteArrayView unread() const { return QByteArrayView(m_input).sliced(m_used); }
    Outcome readHead();
    Outcome readBody();
    Outcome refuse(Refusal refusal);

    const HttpLimits& m_limits;
    HeadParser m_head;
    ChunkReader m_chunks;
    Refusal m_refusal{};
    Framing m_framing;
    Target m_target;
    Request m_request;
    QByteArray m_method;
    QByteArray m_input;
    qsizetype m_used = 0;   // bytes of m_input that have been read
    qsizetype m_filled = 0; // where the room begins that makeRoom() gave
    Stage m_stage = Stage::Head;
};

} // namespace stateroom
