// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

class QColor;
class QsciScintilla;

namespace stateroom::ui {

// Signs in an editor's margins: in the middle of their lines, sharp at every scale of a screen.
// Defined anew when colours change.

/// Has a marker drawn as one of our icons, of this size.
void defineGlyphSign(QsciScintilla& editor, int marker, Glyph glyph, int size);

/// Has a marker drawn as a character of the fixed font, on the line's own baseline.
void defineLetterSign(QsciScintilla& editor, int marker, char letter, const QColor& color);

} // namespace stateroom::ui
