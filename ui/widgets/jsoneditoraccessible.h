// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom::ui {

class JsonEditor;

/// Above this many bytes an editor tells assistive programs its name and role, but not its text:
/// QScintilla counts all characters before the cursor at each key press to tell it, which takes a
/// tenth of a second in 10 MB.
constexpr long mostAccessibleText = 256 * 1024;

/// To be called once an editor exists, and again when its text may have passed the bound.
void fitAccessibility(JsonEditor& editor);

} // namespace stateroom::ui
