// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/exchange.h"
#include "core/business/listquery.h"
#include "core/store/store.h"

namespace stateroom::business {

/// Answers with a page of records. One that an index gives is read here, by the worker's reader;
/// what has to look at more records goes on in slices on the store's own threads.
void startListing(
    Store& store, Reader& reader, ListQuery query, const Exchange& exchange, const Reply& reply);

} // namespace stateroom::business
