// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

namespace stateroom {

/// What an error means in HTTP, before an API has given it its own shape and spelling.
struct HttpFailure {
    int status = 500;
    QByteArray code; ///< upper case, as workflow and control spell it
};

/// The one place where our codes become statuses. An API may know better for its own calls (its
/// NotFound says of what).
HttpFailure httpFailureOf(ErrorCode code);

} // namespace stateroom
