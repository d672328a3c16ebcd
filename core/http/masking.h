// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestreport.h"

namespace stateroom {

/// The target with the values of its secret parameters (`api_key`, `token`, `access_token`)
/// replaced by `***`, and so the rest of any key's text that stands elsewhere in it.
QByteArray maskSecrets(const QByteArray& target);

/// Texts of keys (`int_`, `wfl_`, `cmp_`, `biz_`, `ctl_`, `whsec_` and what follows) wherever they
/// stand, cut down to what they begin with: `int_***`.
QByteArray maskKeyTexts(const QByteArray& text);

/// Appends a head's fields without secrets, a line `name: value` with CRLF for each: of credentials
/// the scheme alone (`Bearer ***`), of cookies nothing. Stops before RequestReport::maxHead bytes.
void appendMaskedHead(QByteArray& out, const Headers& fields);

/// A body without secrets: the values of members, or of a form's fields, whose names say that they
/// are (`api_key`, `token`, `secret`, `password`, …), and texts of keys. The first
/// RecordedBody::maxBytes of it.
RecordedBody maskBody(const QByteArray& body);

} // namespace stateroom
