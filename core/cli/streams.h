// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/clienterror.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace stateroom::cli {

/// What a command reads and writes, and what is known of it.
struct Streams {
    std::function<Outcome<void>(QByteArrayView)> out;
    std::function<void(QByteArrayView)> err;
    /// At most so many bytes of standard input; empty at its end.
    std::function<Outcome<QByteArray>(qsizetype)> in;
    qint64 inSize = -1; ///< of standard input, where that is a file
    bool outIsTerminal = false;
    bool errIsTerminal = false;
    int columns = 80; ///< of the terminal
};

} // namespace stateroom::cli
