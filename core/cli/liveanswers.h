// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/completion.h"

namespace stateroom::cli {

/// Names from the server that `findServer` finds, within half a second; none when there is no
/// server, or it knows none.
LiveNames liveNamesOf(std::function<Outcome<Server>()> findServer, Interruption& interruption);

} // namespace stateroom::cli
