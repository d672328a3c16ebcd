// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace stateroom::campaign {

/// The secret that signs user tokens, kept in `file` (owner only) as 64 hexadecimal digits; made,
/// of 256 random bits, where there is none yet. DamagedFile when there is something else in it,
/// StorageFailed when it can be neither read nor written. What signs is the digits as text, as it
/// would be for STATEROOM_JWT_SECRET.
Result<QByteArray> tokenSecret(const QString& file);

} // namespace stateroom::campaign
