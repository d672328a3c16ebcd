// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/http/router.h"
#include "core/store/store.h"

namespace stateroom::workflow {

/// `{"code","message"}`, with `offset` where a body is not JSON and `currentVersion` on a conflict
/// (contract section 2).
Response errorAnswer(const Error& error);
Response errorAnswer(int status, QByteArrayView code, QByteArrayView message);
/// 404 KEY_NOT_FOUND.
Response keyNotFound();

/// The server's own refusals in this API's shape.
Response renderRefusal(const Refusal& refusal);

} // namespace stateroom::workflow
