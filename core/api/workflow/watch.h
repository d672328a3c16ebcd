// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/reply.h"
#include "core/store/store.h"

namespace stateroom::workflow {

/// Answers with an event stream of one key, or of all keys of a workflow (contract section 2,
/// "Stream"). What the request says of resuming and snapshots is read from it; an error in that is
/// answered as such. `filter.space` is set.
void startWatch(Store& store, ChangeFilter filter, const Request& request, const Reply& reply);

} // namespace stateroom::workflow
