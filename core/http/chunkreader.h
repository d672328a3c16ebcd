// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/refusal.h"

namespace stateroom {

/// Reads a body in the chunked coding (RFC 9112, section 7.1), strictly, while it arrives.
/// Extensions and trailers are read and dropped. Knows no socket.
class ChunkReader {
public:
    enum class Outcome { Incomplete, Complete, Refused };

    /// Gets ready for a body of at most `maxBody` bytes.
    void reset(qsizetype maxBody);
    /// Takes from `input`, appends data to `body` and says in `taken` how many bytes belonged to
    /// this body. A chunk that would go over the limit is refused when it is announced.
    Outcome read(QByteArrayView input, QByteArray& body, qsizetype& taken);
    /// Refused: why.
    const Refusal& refusal() const { return m_refusal; }

private:
    enum class State {
        SizeStart,
        Size,
        SizeBlank,
        Extension,
        SizeEnd,
        Data,
        DataReturn,
        DataEnd,
        TrailerStart,
        Trailer,
        TrailerEnd,
        LastEnd,
        Done,
        Failed,
    };
    State step(char c);
    State afterSize(char c);
    State inTrailer(char c);
    State addDigit(char c);
    State sizeEnded();
    State fail(Refusal::Kind kind, QByteArray message);

    Refusal m_refusal{};
    State m_state = State::SizeStart;
    qsizetype m_maxBody = 0;
    qsizetype m_size = 0;    // what is left of the chunk
    qsizetype m_total = 0;   // data of all chunks so far
    qsizetype m_ballast = 0; // bytes of extensions and trailers
    int m_digits = 0;
};

} // namespace stateroom
