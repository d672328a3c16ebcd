// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hookwire/frame.h"

#include <QFile>

namespace stateroom::hookengine {

/// The child's end of the pipe: blocking, since a script waits for what it asks for. A pipe that
/// breaks ends the program: the server has gone, and nobody is left to be told.
class HookPipe {
public:
    /// Standard input and output.
    HookPipe();

    void send(hookwire::FrameKind kind, QByteArrayView payload = {});
    hookwire::Frame receive();

private:
    QByteArray readBytes(qsizetype size);

    QFile m_in;
    QFile m_out;
};

/// Ends the program at once, without cleaning up: there is nothing to be cleaned.
[[noreturn]] void leave(int code);

} // namespace stateroom::hookengine
