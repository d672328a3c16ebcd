// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/routetable.h"

namespace stateroom::documentation {

/// The OpenAPI 3.1 document of all these tables together. Where an operation is served at several
/// paths, it stands at the first, and `x-also-at` has the others. `x-errors` are an operation's own
/// error codes, as its API spells them; `x-no-pages` are those that no web page may call.
QByteArray openApiDocument(const std::vector<const RouteTable*>& tables);

} // namespace stateroom::documentation
