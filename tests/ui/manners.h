// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace stateroom::ui {

// What is expected of all that a window shows, whatever it is. Each call looks at what is visible
// now and returns a line for each fault: what it is, where it stands, what is wrong.

/// All that can be operated has a role and a name, for those who do not see the window.
QStringList unnamedParts(QWidget& window);

/// All texts are seen as a whole, unless they stand in something that shortens them with an
/// ellipsis and has the whole in its tooltip.
QStringList clippedTexts(QWidget& window);

/// All that can be operated is reached by keys: actions by a shortcut or from a menu that has a
/// letter, buttons by Tab. A button's tooltip tells the shortcut of what it does. No two actions
/// claim one shortcut.
QStringList keylessParts(QWidget& window);

/// The faults above that are still there when all has been laid out: some is laid out anew once it
/// has its width.
QStringList lastingFaults(QWidget& window);

/// Tab goes as one reads, through all that it should: of two stops that follow each other the
/// second stands neither above the first nor before it on the same line. Moves the keyboard.
QStringList misorderedStops(QWidget& window);

} // namespace stateroom::ui
