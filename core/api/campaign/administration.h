// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/definitions.h"

namespace stateroom::campaign {

// What is done to a campaign's variables beyond its document: for the control API and the window.

/// Counts the stored values of the variable with this scope and name that are not of its type, in
/// pages between others' reads. Of user variables, all campaigns share the values. `done` runs in
/// the thread of `context`, and not when that is gone by then.
void countMisfits(
    Store& store, const QByteArray& campaign, const Variable& variable, QObject* context,
    std::function<void(Result<qint64>)> done);

struct ImportCounts {
    int defined = 0;
    int unchanged = 0; ///< were declared so already
};

/// Declares all of them, in this order. Refuses as define() does at the first that cannot be; those
/// before it are written then, so whoever wants all or none lets the transaction fail.
Outcome<ImportCounts> importVariables(
    Transaction& transaction, const QByteArray& campaign, const std::vector<Variable>& variables,
    const DefinitionLimits& limits);

/// Where a participant's values of this app's scope are: a namespace, and what their keys begin
/// with.
struct AppValues {
    Namespace space;
    QByteArray prefix;
};
AppValues appValues(const Participant& who);

} // namespace stateroom::campaign
