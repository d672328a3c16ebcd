// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

namespace stateroom::ui {

/// How long ago, short enough for a column: `now`, `12 s`, `5 min`, `3 h`, and the date when it is
/// more than a day. What lies in the future by clocks that differ is `now`.
QString ageText(Timestamp at, Timestamp now);

/// The same within a sentence: `just now`, `12 s ago`, and the date when it is more than a day.
QString agoText(Timestamp at, Timestamp now);

/// How long until then: `0:09`, `3:12`, `2:03:12`, `4 d`.
QString countdownText(Timestamp until, Timestamp now);

/// The moment in local time, to the millisecond: `2026-11-22 12:04:11.203`.
QString exactTimeText(Timestamp at);

/// Its time of day alone: `12:04:11.203`.
QString timeOfDayText(Timestamp at);

} // namespace stateroom::ui
