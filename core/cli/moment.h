// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/client/clienterror.h"

#include <QByteArray>

namespace stateroom::cli {

/// A moment as a person writes it, in RFC 3339: `2026-11-22T06:48:05Z`, `2026-11-22 06:48` and
/// `2026-11-22` in local time, `06:48` today, `90s`, `10m`, `2h`, `3d` before now.
Outcome<QByteArray> parseMoment(const QString& text, const Clock& clock);

/// Seconds, as `90`, or `90s`, `15m`, `2h`, `3d`; WrongUsage names the option.
Outcome<qint64> parseDuration(const QString& option, const QString& text);

} // namespace stateroom::cli
