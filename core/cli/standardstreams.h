// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/streams.h"
#include "core/client/interruption.h"

namespace stateroom::cli {

/// The process's own standard streams. Whoever waits for one is woken by the interruption, which
/// must outlive the streams. SIGPIPE is ignored from now on.
Streams standardStreams(Interruption& interruption);

/// Ends the process by the signal, as if nobody had caught it, so that a shell sees why.
[[noreturn]] void dieOfSignal(int signal, int exitCode);

/// The number of SIGINT and SIGPIPE here.
int interruptSignal();
int pipeSignal();

} // namespace stateroom::cli
