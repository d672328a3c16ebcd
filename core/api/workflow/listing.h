// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/workflow/requests.h"
#include "core/http/reply.h"
#include "core/store/store.h"

namespace stateroom::workflow {

/// Answers `{"keys":[…]}`, with `next_cursor` for a list that was asked for in pages.
///
/// A list of at most one page is answered from `reader` at once; a longer one is read page by page
/// off this thread, and sent as fast as the client takes it, so that it costs no memory whatever
/// its length. Each page is what the workflow holds when it is read.
void startListing(
    Store& store, Reader& reader, Namespace space, ListRequest request, const Reply& reply);

} // namespace stateroom::workflow
