// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/command.h"

namespace stateroom::cli {

/// What is said of words that cannot be understood.

ClientFailure wrongUsage(const QString& message, const QString& hint);
/// Where to read on; `command` may be null.
QString helpHint(const Command* command);

/// Each with what was probably meant, if there is such a thing.
ClientFailure unknownCommand(const QString& word);
ClientFailure unknownOption(const Command* command, const QString& word);

} // namespace stateroom::cli
