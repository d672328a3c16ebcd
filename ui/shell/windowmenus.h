// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/appearance.h"

#include <QList>

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace stateroom::ui {

/// What the menus offer. Each action is owned by the one who carries it out.
struct WindowActions {
    QList<QAction*> file;
    QList<QAction*> entry; ///< about the entry that is shown
    QList<QAction*> list;  ///< how the keys are shown
    QList<QAction*> split; ///< where they are split into a tree
    QList<QAction*> go;    ///< to each pane, then to the next and the former one
    QList<QAction*> live;
    QList<QAction*> help;
    QAction* quit = nullptr;
};

/// The bar, and where places are put into it.
struct WindowMenus {
    QMenuBar* bar = nullptr;
    QMenu* view = nullptr;
    QAction* endOfPlaces = nullptr; ///< in `view`: places stand before it
};

/// The menus. `appearance` is what its choices in them change and show.
WindowMenus makeMenus(const WindowActions& actions, Appearance& appearance, QWidget* window);

} // namespace stateroom::ui
