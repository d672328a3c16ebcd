// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestreport.h"

namespace stateroom {

/// The target with the values of its secret parameters (`api_key`, `token`, `jwt`, `key`, …)
/// replaced by `***`, and so the rest of a key's text or a JWT, and what follows `Bearer`, wherever
/// they stand in it: see keytexts.h, also for what cannot be found. Below `/_stateroom/` a
/// parameter `key` names a key of the store and stays.
QByteArray maskSecrets(const QByteArray& target);

/// A request's method as it came, which may be any bytes that a client began with, cut anywhere:
/// without what maskSecrets masks and beginnings of keys' texts, and then no longer than
/// RequestReport::maxMethod.
QByteArray maskMethod(QByteArrayView method);

/// Appends a head's fields without secrets, a line `name: value` with CRLF for each: of credentials
/// the scheme alone (`Bearer ***`), of cookies nothing. Stops before RequestReport::maxHead bytes.
void appendMaskedHead(QByteArray& out, const Headers& fields);

/// A body without secrets: the values of members, or of a form's fields, whose names say that they
/// are (`api_key`, `token`, `secret`, `password`, …), and texts of keys. The first
/// RecordedBody::maxBytes of it. Of one that is cut, here or (`isCut`) before, a word at the end
/// goes, too: it may be the beginning of a key's text.
RecordedBody maskBody(const QByteArray& body, bool isCut = false);

} // namespace stateroom
