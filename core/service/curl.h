// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestreport.h"

namespace stateroom {

/// The request as a line for a POSIX shell that sends it again to `baseUrl`
/// (`http://127.0.0.1:7474`). Where it bore a key the line says `$STATEROOM_KEY`; a body that was
/// not recorded, or is not text, is to come from the file `body`.
QByteArray curlOf(const RequestReport& report, const QByteArray& baseUrl);

/// As one word of a POSIX shell.
QByteArray shellQuoted(const QByteArray& text);

} // namespace stateroom
