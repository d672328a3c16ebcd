// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/command.h"

namespace stateroom::cli {

/// All commands, in the order of the help.
const std::vector<Command>& commandTable();
/// Options that every command takes.
const std::vector<OptionDefinition>& generalOptions();

/// Null when there is none of this name.
const Command* findCommand(const QString& name);
/// Whether it is the first word of commands (`keys`).
bool isCommandGroup(const QString& word);

} // namespace stateroom::cli
