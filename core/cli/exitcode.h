// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/clienterror.h"

#include <vector>

namespace stateroom::cli {

/// What the shell is told when a command failed; docs/cli.md promises the numbers.
int exitCodeOf(ClientErrorCode code);

struct ExitCode {
    int code;
    QString meaning; ///< for the manual
};
/// All of them, 0 first.
const std::vector<ExitCode>& exitCodes();

} // namespace stateroom::cli
