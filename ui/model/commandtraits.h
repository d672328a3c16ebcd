// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;

namespace stateroom::ui {

/// What a list of all commands has to know of an action beside its text.
struct CommandTraits {
    /// How it is called where its menu's title is not beside it; empty: as its text.
    QString name = {};
    /// Other words by which it is looked for.
    QString keywords = {};
    /// It takes something away, so that Enter alone must never run it: it is chosen first.
    bool careful = false;
};

void setCommandTraits(QAction* action, const CommandTraits& traits);
CommandTraits commandTraits(const QAction& action);

/// Its name without the sign of its mnemonic.
QString commandName(const QAction& action);

} // namespace stateroom::ui
