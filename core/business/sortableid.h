// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

namespace stateroom::business {

/// `prefix` and 20 characters that sort by time and, within a moment, by `place`: 9 for the moment,
/// 8 for the place, 3 for `salt`, of which 15 bits count. Two with the same moment and place need
/// salts of their own.
QByteArray sortableId(const QByteArray& prefix, Timestamp at, Seq place, quint32 salt);

} // namespace stateroom::business
