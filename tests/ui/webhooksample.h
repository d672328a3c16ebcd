// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"

namespace stateroom::ui {

/// The webhooks of a shop, the ids of which are told.
struct WebhookSample {
    QByteArray shop;     ///< with deliveries in every state
    QByteArray local;    ///< without any
    QByteArray disabled; ///< it answered 410
    QByteArray secret;   ///< the shop's
};

/// Writes it as of the service's clock. Nothing of it is sent: the shop's one open delivery has its
/// time in the future.
WebhookSample writeWebhookSample(test::TestService& service);

} // namespace stateroom::ui
