// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/apikey.h"
#include "core/base/result.h"

namespace stateroom {

/// The types of an integration's resources: the first word of `/v1/imports/55cc/state`.
inline constexpr const char* integrationResourceTypes[] = {
    "flows", "exports", "imports", "connections", "integrations", "scripts"};

/// Whether label, plan and resources are ones that a key of this API can have: InvalidInput for a
/// resource that could never be meant, which would shut a key out of everything.
Result<void> checkRights(const ApiKey& key);

} // namespace stateroom
