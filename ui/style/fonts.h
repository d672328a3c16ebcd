// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

namespace stateroom::ui {

/// The four sizes of text, in pixels that the system scales.
enum class TextSize { Small = 11, Body = 13, Title = 16, Display = 20 };

/// The system's font of the user interface.
QFont uiFont(TextSize size = TextSize::Body, QFont::Weight weight = QFont::Normal);
/// The system's font of fixed width, for keys and values.
QFont fixedFont(TextSize size = TextSize::Body);
/// The pixels in which QFontMetrics::elidedText leaves a text whole.
/// QFontMetrics::horizontalAdvance rounds, so that it may be too narrow by one.
int roomFor(const QString& text, const QFont& font);

} // namespace stateroom::ui
