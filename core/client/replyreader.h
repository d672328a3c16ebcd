// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/chunkreader.h"

#include <QList>

#include <utility>

namespace stateroom {

/// Head of a server's answer.
struct ReplyHead {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< names in lower case
    QByteArray text;                                 ///< as it came, without its empty line

    /// The first field of this name (in lower case); null when there is none.
    QByteArray field(QByteArrayView name) const;
};

/// Reads the answers of one HTTP/1.1 connection while they arrive. Knows no socket.
class ReplyReader {
public:
    enum class State { Head, Body, Complete, CutOff, Malformed };

    /// Gets ready for the next answer; bytes that came behind the last one are kept.
    void begin();
    void feed(QByteArrayView bytes);
    /// The connection has ended: completes a body that has no other end.
    void ended();

    State state() const { return m_state; }
    const ReplyHead& head() const { return m_head; }
    /// What of the body has arrived since the last call.
    QByteArray takeBody() { return std::exchange(m_body, {}); }
    /// `100 Continue` has come, and the head not yet.
    bool mayContinue() const { return m_mayContinue; }
    /// Whether any byte of the answer was seen.
    bool hasBegun() const { return m_hasBegun; }
    /// After Complete: whether the connection serves another call.
    bool isReusable() const;

private:
    enum class Framing { None, Length, Chunks, UntilEnd };

    void run();
    bool readHead();
    bool parseHead(QByteArrayView head);
    void chooseFraming();
    void readBody();

    QByteArray m_input;
    qsizetype m_searched = 0; ///< of the input: no head ends before
    qsizetype m_interim = 0;  ///< bytes of the 1xx answers before the one that is awaited
    QByteArray m_body;
    ReplyHead m_head;
    ChunkReader m_chunks;
    qint64 m_left = 0;
    State m_state = State::Head;
    Framing m_framing = Framing::None;
    bool m_mayContinue = false;
    bool m_hasBegun = false;
};

} // namespace stateroom
