// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/command.h"

namespace stateroom::cli {

/// All commands and the general options, for a terminal of 80 columns.
QString generalHelp();
/// One command: what it does, its options, examples.
QString commandHelp(const Command& command);
/// The commands of a group (`keys`).
QString groupHelp(const QString& group);

/// The text in lines of at most `width` columns, each but the first behind `indent` spaces.
QString wrapped(const QString& text, int width, int indent);

} // namespace stateroom::cli
