// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/program.h"
#include "tests/support/scriptedserver.h"

namespace stateroom::test {

/// A run of stateroomctl in this process: what it is given, and what it made of it.
struct ProgramRun {
    explicit ProgramRun(const QString& url);

    /// Words separated by `|`; the exit code.
    int run(const QString& words);

    // Given.
    ManualClock clock{Timestamp(1'700'000'000'000)};
    QProcessEnvironment environment;
    Interruption interruption;
    QByteArray input;
    int columns = 0; ///< of a terminal; 0: output is none
    bool errIsTerminal = false;
    qsizetype outputRoom = -1; ///< after so many bytes the reader is gone; -1: never

    // Made.
    QByteArray out;
    QByteArray err;
};

} // namespace stateroom::test
