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

/// By which a list of deliveries goes on behind this one.
QByteArray deliveryCursor(const webhooks::Delivery& last);
/// The id of the delivery behind which to go on; nothing for what no list of this webhook has
/// given.
std::optional<QByteArray> deliveryOfCursor(QByteArrayView cursor, QByteArrayView webhook);

} // namespace stateroom::business
