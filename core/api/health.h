// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/router.h"
#include "core/store/store.h"

namespace stateroom {

class RouteTable;

/// The calls that belong to no API: health, and the documentation.
const RouteTable& serverRouteTable();

/// `GET /health`: 200 `{"status":"ok","version":…,"durability":…,"writable":…}`; never needs a key.
/// A store that cannot be written still answers reads, so it stays 200, with `"writable":false` and
/// `"reason"`.
void addHealthRoute(Router& router, const Store& store);

} // namespace stateroom
