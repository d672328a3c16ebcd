// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace stateroom::hookengine {

/// Closes whatever was inherited besides standard input and output.
void closeInheritedFiles();

/// Takes from this process what a script has no use for, should it ever break out of the engine:
/// on Unix opening files, starting processes and threads, gaining rights, leaving core dumps, and
/// more than `seconds` of processor time; on Linux also every system call but the few that
/// computing and the pipe need. To be called when all else is ready.
void confine(qint64 seconds);

} // namespace stateroom::hookengine
