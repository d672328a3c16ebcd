// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

namespace stateroom {

/// What exports, the control API and the command line call an op: `set`, `delete`, `expire`,
/// `restore`.
QByteArrayView opName(ChangeOp op);

} // namespace stateroom
