// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/endpoint.h"

namespace stateroom::webhooks {

// Webhooks whose records came by other ways than those of endpoint.h: an import, a copy, an undo, a
// client of the control API. Those do not ask here; what they bring is looked at when it is there.

/// Why an enabled webhook may not stay so: its record is none (Invalid), it has no secret
/// (NoSecret), or EndpointLimits::most others are enabled (TooMany). Nothing: it may, or there is
/// no such webhook, or it is disabled.
Result<std::optional<DisabledReason>> flawOf(Reader& reader, const QByteArray& id);

/// Disables it for its flaw. False: it has none, and nothing was written.
Result<bool> disableFlawed(Transaction& transaction, const QByteArray& id);

/// Whether as many others are enabled as can be.
Result<bool> othersAreMost(Reader& reader, const QByteArray& id);

/// What an entry of `business/webhooks` becomes that is put as it is: judged as changeEndpoint()
/// does, complete, and disabled (NoSecret) where it has no secret. InvalidInput for what can be no
/// webhook, and one too many.
Result<JsonText>
endpointFrom(Transaction& transaction, const QByteArray& id, const JsonText& value);

} // namespace stateroom::webhooks
