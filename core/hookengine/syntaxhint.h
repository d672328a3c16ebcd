// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace stateroom::hookengine {

/// What to say behind the engine's message about a syntax error in this line (from 1): which modern
/// construct it may have met that it does not know, and what to write instead; else what it knows.
QString syntaxHint(const QString& script, int line);

/// Something that the engine takes without an error, and does not do.
struct SilentTrap {
    int line = 0; ///< from 1
    QString warning;
};

/// At most one of a kind.
std::vector<SilentTrap> silentTraps(const QString& script);

} // namespace stateroom::hookengine
