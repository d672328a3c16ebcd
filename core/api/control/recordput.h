// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/store/transaction.h"

namespace stateroom::control {

/// Writes a value into a collection of the business API: judged and completed as a record, and a
/// change with its events, as a call of that API is. InvalidInput for what can be no record; errors
/// as Transaction::set.
Result<Version> putRecord(
    Transaction& transaction, const business::Resource& resource, const EntryName& name,
    const JsonText& value, const SetOptions& options);

} // namespace stateroom::control
