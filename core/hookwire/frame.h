// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <optional>

namespace stateroom::hookwire {

/// What a frame says. A run goes so: Run; then, as often as the script likes, Get, answered by
/// Value or Missing, and Set, Remove and Log, which are not answered; then Result or Failure.
enum class FrameKind : char {
    Run = 'R',     ///< parts: bytes of memory, seconds, function's name, script, options as JSON
    Value = 'V',   ///< JSON
    Missing = 'N', ///< nothing
    Get = 'G',     ///< a key
    Set = 'S',     ///< parts: key, JSON
    Remove = 'D',  ///< a key
    Log = 'L',     ///< a level (LogLevel) and a line
    Result = 'O',  ///< JSON
    Failure = 'E', ///< JSON: message, and line, column, stack where they are known
};

enum class LogLevel : char { Debug = 'd', Info = 'i', Warning = 'w', Error = 'e' };

struct Frame {
    FrameKind kind = FrameKind::Missing;
    QByteArray payload;
};

/// Four bytes of length, little endian; the kind; the payload.
QByteArray encode(FrameKind kind, QByteArrayView payload = {});

/// Several texts as one payload, and back; nothing when there are not `count` of them.
QByteArray joinParts(const QByteArrayList& parts);
std::optional<QByteArrayList> splitParts(QByteArrayView payload, qsizetype count);

/// Makes frames of bytes that come in any pieces. Holds at most one frame and what came with it:
/// whoever appends takes out what is whole first.
class FrameReader {
public:
    void append(QByteArrayView bytes);
    /// The next frame, as soon as it is whole.
    std::optional<Frame> next();
    /// A length or a kind that cannot be: nothing behind it means anything.
    bool isBroken() const { return m_isBroken; }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
    bool m_isBroken = false;
};

} // namespace stateroom::hookwire
