// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QSize>
#include <QString>

namespace stateroom::ui {

/// The four sizes of text, in pixels that the system scales.
enum class TextSize { Small = 11, Body = 13, Title = 16, Display = 20 };

/// The system's font of the user interface.
QFont uiFont(TextSize size = TextSize::Body, QFont::Weight weight = QFont::Normal);
/// The system's font of fixed width, for keys and values.
QFont fixedFont(TextSize size = TextSize::Body);
/// By how much the window is enlarged for who has chosen a large font for the system: texts of the
/// sizes above with all that stands around them. 1 up to 11 points, which desktops begin with, and
/// never so much that a window of `least` pixels would not fit on a screen with `room`.
qreal enlargementFor(const QFont& system, const QSize& least, const QSize& room);
/// The pixels in which QFontMetrics::elidedText leaves a text whole.
/// QFontMetrics::horizontalAdvance rounds, so that it may be too narrow by one.
int roomFor(const QString& text, const QFont& font);

} // namespace stateroom::ui
