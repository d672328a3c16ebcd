// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/icons.h"

#include <QKeySequence>
#include <QString>

#include <functional>

class QWidget;

namespace stateroom::ui {

/// A place of the window, chosen on its rail. One that does nothing yet is not added.
struct Place {
    QString id; ///< short and lasting: settings remember it
    Glyph glyph = Glyph::Info;
    QString title;              ///< translated; the tooltip, the menu and the palette show it
    QKeySequence shortcut = {}; ///< of one at the end; the others have Alt and their number
    /// Makes its widget, when the place is shown for the first time. The window owns it and gives
    /// it the keyboard, which it passes on.
    std::function<QWidget*()> make;
    bool atEnd = false; ///< below, apart from the others: settings
};

} // namespace stateroom::ui
