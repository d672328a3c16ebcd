// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/delivery.h"

namespace stateroom::business {

/// A webhook's delivery as clients see it (docs/api/webhooks.md).
enum class DeliveryParts {
    All,
    WithoutBody, ///< in lists
};
QByteArray deliveryJson(const webhooks::Delivery& delivery, DeliveryParts parts);

} // namespace stateroom::business
