// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace stateroom::cli {

/// Text from data, fit for a line of a terminal: what would break the line, move the cursor, turn
/// the writing direction or vanish is written as an escape (`\n`, `\u001b`). A backslash stays one,
/// so it is for reading, not for parsing.
QString visible(const QString& text);
/// JSON text with the same characters as JSON escapes: the same value. Line breaks and spaces
/// between tokens stay.
QByteArray visibleJson(QByteArrayView json);
/// Text of several lines: line breaks and tabs stay.
QString visibleText(const QString& text);

/// Columns that the text takes on a terminal.
int displayWidth(QStringView text);
/// The text in at most `width` columns, with `…` at its end where something was left out.
QString elided(const QString& text, int width);

/// 812 B, 1.4 kB, 16.0 MB.
QString sizeText(qint64 bytes);
/// `1 key`, `3 keys`.
QString countText(qint64 count, const QString& one, const QString& many);
/// An RFC 3339 moment as local time, `2026-11-22 06:48:05`; other text as it is.
QString timeText(const QString& moment);
/// 45 s, 3 min, 2 h, 5 d.
QString durationText(qint64 seconds);

} // namespace stateroom::cli
