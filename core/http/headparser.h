// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/refusal.h"

#include <optional>

namespace stateroom {

/// Reads the head of one HTTP/1.x request (RFC 9112, strictly: CRLF only, no folding, no space
/// before a colon), while it arrives: each byte is looked at once, and what is wrong is said as
/// soon as it is seen. Knows no socket.
class HeadParser {
public:
    struct Limits {
        qsizetype maxTarget = 16 * 1024; ///< bytes; over it UriTooLong
        qsizetype maxHead = 64 * 1024;   ///< bytes; over it HeadTooLarge
        int maxFields = 200;             ///< over it HeadTooLarge
    };
    enum class Outcome { Incomplete, Complete, Refused };

    explicit HeadParser(const Limits& limits)
        : m_limits(limits)
    {
    }

    /// Gets ready for the next request.
    void reset();
    /// `input` begins at the request's first byte, and has only grown since the last call.
    Outcome look(QByteArrayView input);

    /// The rest holds for the `input` of the last look().
    /// True once the request line has been read, also when what follows it is refused. Of a target
    /// that is too long (UriTooLong) it has the longest beginning that may be.
    bool hasRequestLine() const { return m_hasRequestLine; }
    QByteArrayView method(QByteArrayView input) const
    {
        return input.sliced(m_methodAt, m_methodLength);
    }
    QByteArrayView target(QByteArrayView input) const
    {
        return input.sliced(m_targetAt, m_targetLength);
    }
    /// 0 or 1; a later minor version is read as 1.
    int minorVersion() const { return m_minorVersion; }
    /// Complete: how many bytes the head has, with its empty line.
    qsizetype length() const { return m_scanned; }
    /// Complete: moves the fields out.
    Headers takeHeaders(QByteArrayView input);
    /// Refused: why.
    const Refusal& refusal() const { return m_refusal; }

private:
    Outcome refuse(Refusal::Kind kind, QByteArray message);
    Outcome judgeUnfinished(QByteArrayView input);
    bool judgeUnfinishedLine(QByteArrayView line);
    void refuseLongTarget(QByteArrayView line);
    bool readRequestLine(QByteArrayView line);
    bool readVersion(QByteArrayView version);
    bool readField(QByteArrayView line);

    Limits m_limits;
    Refusal m_refusal{};
    std::vector<Headers::Place> m_places;
    qsizetype m_scanned = 0; // everything before it has been looked at
    qsizetype m_lineStart = 0;
    qsizetype m_methodAt = 0;
    qsizetype m_methodLength = 0;
    qsizetype m_targetAt = 0;
    qsizetype m_targetLength = 0;
    int m_minorVersion = 1;
    bool m_hasRequestLine = false;
};

/// The method of that name, which is spelled exactly; nothing for one that we do not know.
std::optional<Method> methodFromName(QByteArrayView name);

/// True for a token of RFC 9110: a field's name, a method.
bool isToken(QByteArrayView text);

} // namespace stateroom
