// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/types.h"

namespace stateroom {

/// The one place that writes the head of an answer, whoever answers. Adds Date, Server, Connection,
/// the body's frame, X-Request-Id, `Cache-Control: no-store`, and the CORS fields of an allowed
/// origin. One per thread.
class HeadWriter {
public:
    enum class Frame {
        Length,     ///< Content-Length
        Chunked,    ///< Transfer-Encoding: chunked
        UntilClose, ///< the body ends with the connection
        None,       ///< 204 and 304 have no body
    };
    struct Traits {
        Frame frame = Frame::Length;
        qint64 length = 0;  ///< of the body, for Frame::Length
        bool close = false; ///< says `Connection: close`
        QByteArrayView requestId;
        QByteArrayView origin; ///< the allowed Origin to which the answer is opened; or empty
    };

    explicit HeadWriter(const Clock& clock)
        : m_clock(clock)
    {
    }

    /// False when a field cannot be written: no token as name, or CR, LF or NUL in the value.
    static bool isWritable(const Headers& fields);
    /// Appends the head with its empty line. Fields that the server sets itself are left out of
    /// `fields`.
    void write(QByteArray& out, int status, const Headers& fields, const Traits& traits);

private:
    const QByteArray& dateAndServer();

    const Clock& m_clock;
    qint64 m_second = -1;
    QByteArray m_dateAndServer; // of m_second
};

/// `Not Found` and the like; never empty.
QByteArrayView reasonPhrase(int status);

} // namespace stateroom
