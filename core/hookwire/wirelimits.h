// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace stateroom::hookwire {

/// What a script may make of the pipe. stateroom-hook tells the script where it goes too far; the
/// server, which believes nothing that comes from there, ends a process that goes beyond.
inline constexpr qsizetype maxJsonBytes = 16 * 1024 * 1024; ///< options, a value, the result
inline constexpr int maxJsonDepth = 512;
inline constexpr qsizetype maxScriptBytes = 1024 * 1024;
inline constexpr int maxStateCalls = 10'000;
inline constexpr qint64 maxWrittenBytes = 64 * 1024 * 1024; ///< by all set() of a run
inline constexpr int maxLogLines = 1'000;
inline constexpr qsizetype maxLogBytes = 256 * 1024;  ///< all lines together
inline constexpr qsizetype maxErrorBytes = 64 * 1024; ///< message and stack, each
inline constexpr qsizetype maxKeyLength = 256;        ///< code points
/// The largest payload: a key of four bytes a code point, and a value.
inline constexpr qsizetype maxPayload = maxJsonBytes + 8 * 1024;

/// How stateroom-hook ends when it cannot go on, so that nothing need be said any more.
enum class ExitCode {
    Done = 0,
    Broken = 2,  ///< nobody speaks to it as it should be spoken to
    Memory = 3,  ///< the script wanted more memory than it may have
    Crashed = 4, ///< the engine failed
};

} // namespace stateroom::hookwire
