// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/http/router.h"

namespace stateroom::integration {

/// `{"errors":[{"code","message"}]}`, with `offset` beside them where a body is not JSON (contract
/// section 1). Codes are lower case.
Response errorAnswer(int status, QByteArrayView code, QByteArrayView message, qint64 offset = -1);
Response errorAnswer(const Error& error);

Response keyNotFound();
/// 401, with the `message` beside `errors` that some clients read.
Response unauthorized();
Response forbidden(QByteArrayView message);
Response preconditionFailed();

/// The server's own refusals in this API's shape.
Response renderRefusal(const Refusal& refusal);

} // namespace stateroom::integration
