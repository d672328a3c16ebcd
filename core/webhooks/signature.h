// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom::webhooks {

// What the field `x-stateset-signature` bears, by which a receiver knows from whom a body comes.

/// HMAC-SHA256 of the body's bytes in lower-case hexadecimal. `secret`: all of the text that was
/// answered at registration, its prefix too.
QByteArray sign(QByteArrayView secret, QByteArrayView body);

/// Whether `signature` is that of this body. Takes the same time whichever character is wrong.
bool verify(QByteArrayView secret, QByteArrayView body, QByteArrayView signature);

} // namespace stateroom::webhooks
