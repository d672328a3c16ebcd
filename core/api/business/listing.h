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

/// A page as every list answers it. `data`: a JSON array; no cursor: it is the last one.
Response pageAnswer(const Exchange& exchange, QByteArrayView data, const QByteArray& nextCursor);

} // namespace stateroom::business
