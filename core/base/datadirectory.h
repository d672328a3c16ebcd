// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stateroom {

/// Where data lies unless told otherwise: `stateroom` in the platform's place for the data of
/// applications (on Linux $XDG_DATA_HOME or ~/.local/share).
QString defaultDataDirectory();

} // namespace stateroom
