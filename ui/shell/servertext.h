// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/ownership.h"

#include <QString>

namespace stateroom::ui {

/// Why the window only reads, and who it is that writes, as far as that tells.
QString followingText(const Ownership::Owner& owner);

/// Why this port is not served; `elsewhere`: the server listens on another one.
QString notServingText(const Error& error, quint16 port, bool elsewhere);

} // namespace stateroom::ui
