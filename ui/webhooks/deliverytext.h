// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/delivery.h"
#include "core/webhooks/endpoint.h"
#include "ui/model/roles.h"

#include <QString>

namespace stateroom::ui {

/// `waiting`, `delivered` … in the user's language.
QString stateText(webhooks::DeliveryState state);
Trouble troubleOf(webhooks::DeliveryState state);

/// What the newest attempt was answered: `200`, or `–` where nothing was; empty before the first.
QString statusText(const webhooks::Delivery& delivery);

/// When it is sent next: a countdown, `now`, or what has to happen before; empty for one that is
/// done.
QString nextText(const webhooks::Delivery& delivery, bool isEnabled, Timestamp now);

/// Why it has not arrived, or not yet, as sentences that say what to do; empty when it has.
QString whyText(const webhooks::Delivery& delivery, bool isEnabled);

/// Why the body is not written as REST shows the record; empty when it is.
QString rewrittenText(const webhooks::Delivery& delivery);

/// Why a webhook is disabled, and what that means for what waits.
QString disabledText(const webhooks::Endpoint& endpoint);

/// One line of a list: when, what was answered, how long it took.
QString attemptText(const webhooks::Attempt& attempt);

/// What was answered, head and body, or why there was no answer.
QString answerText(const webhooks::Attempt& attempt);

/// All that is to be told of a delivery.
struct DeliveryReport {
    webhooks::Delivery delivery;
    webhooks::Endpoint endpoint;
    QByteArray body;
    bool hasBody = true;  ///< it is still kept
    QByteArray signature; ///< of the body, by the webhook's secret; empty when it has none
};

/// The fields of the request as the newest attempt sent them; before the first, those by which it
/// will be recognised.
webhooks::HeaderFields requestFields(const DeliveryReport& report);

/// `POST url` and the fields, a line each.
QString requestHeadText(const DeliveryReport& report);

/// A line for a POSIX shell that sends the same: the signature stands in it, the secret does not.
QByteArray curlOf(const DeliveryReport& report);

} // namespace stateroom::ui
