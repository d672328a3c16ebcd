// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom {

/// What is spoken on a port; one port speaks one of them.
enum class Scheme { Http, Https };

} // namespace stateroom
