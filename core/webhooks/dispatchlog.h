// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/entry.h"

#include <QLoggingCategory>

namespace stateroom::webhooks {

// What the halves of the dispatcher share.

/// Names webhooks and deliveries by their ids; no address, no secret, nothing that was sent.
Q_DECLARE_LOGGING_CATEGORY(dispatchLog)

/// After the store has failed, before it is asked again.
constexpr Milliseconds dispatchPause{5'000};

/// Who makes the changes that nobody asked for.
inline Attribution dispatchAttribution()
{
    return {"webhooks", {}};
}

} // namespace stateroom::webhooks
