// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/replyreader.h"
#include "core/webhooks/delivery.h"

class QUrl;

namespace stateroom::webhooks {

// What stands on the wire, and what is kept of it.

/// `host:port` as the URL has it, without user info: what `Host` says.
QByteArray authorityOf(const QUrl& url);
/// Path and query, encoded.
QByteArray targetOf(const QUrl& url);

/// Of an answer's fields those that fit into 16 KiB, as UTF-8.
HeaderFields keptFields(const ReplyHead& head);
/// Of an answer's body at most Attempt::mostResponse bytes, not cut within a character.
QByteArray keptBody(const QByteArray& body);

} // namespace stateroom::webhooks
