// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stateroom {

/// Where stateroom-hook stands: beside the running program (a build tree, a bundle), in
/// `../libexec/stateroom` from there (installed), or in `../bin` (a test's program). Empty when it
/// is nowhere.
QString findHookProgram();

} // namespace stateroom
