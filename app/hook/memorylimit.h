// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace stateroom::hookengine {

/// Lets this process take `bytes` more memory than it has now. Going beyond ends it with
/// ExitCode::Memory, a failure of the engine with ExitCode::Crashed.
///
/// On Linux its address space is bounded, so that no single allocation can go beyond. Where that
/// cannot be had (macOS; AddressSanitizer, which reserves terabytes) a thread looks at what has
/// been used, every 5 ms. On Windows nothing bounds it but the time.
void limitMemory(qint64 bytes);

} // namespace stateroom::hookengine
