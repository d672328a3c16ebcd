// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/base/result.h"

#include <vector>

namespace stateroom {

/// Reads STATEROOM_KEYS: `integration=tok1,business=tok2:starter`, a key for each, made `now`.
/// InvalidInput, which never repeats a token, for what is no such list, for a token that no
/// `Authorization` field can bear, and for one that is named twice: a key belongs to one API.
Result<std::vector<ApiKey>> parseGivenKeys(const QString& list, Timestamp now);

} // namespace stateroom
