// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/problem.h"
#include "core/http/router.h"

namespace stateroom::campaign {

/// The status of a kind of refusal. `limitForbids`: an exceeded limit is 403 instead of 409.
int statusOf(ProblemKind kind, bool limitForbids = false);
/// `validation_failed` and so on.
QByteArray codeOf(ProblemKind kind);

/// `{"status":"error","error_code","message","path"?,"details"?,"offset"?}` (contract section 3).
Response problemAnswer(const Problem& problem, bool limitForbids = false);
/// The same for what the store refuses; codes in lower case.
Response errorAnswer(const Error& error);

/// 401 without a credential that is in force; says which kind is needed.
Response unauthorized(QByteArrayView message);
Response preconditionFailed();

/// The server's own refusals in this API's shape.
Response renderRefusal(const Refusal& refusal);

} // namespace stateroom::campaign
