// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom {

/// The target with the values of its secret parameters (`api_key`, `token`, `access_token`)
/// replaced by `***`.
QByteArray maskSecrets(const QByteArray& target);

/// Control characters and bytes that are not ASCII as `\xNN`, so that a line stays a line.
QByteArray printable(const QByteArray& text);

} // namespace stateroom
