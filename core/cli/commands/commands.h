// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/command.h"

namespace stateroom::cli {

/// The rows of the command table; each stands in a file of its own, with what it does.
Command getCommand();
Command setCommand();
Command deleteCommand();
Command listCommand();
Command watchCommand();
Command historyCommand();
Command diffCommand();
Command restoreCommand();
Command undeleteCommand();
Command undoCommand();
Command copyCommand();
Command keysListCommand();
Command keysShowCommand();
Command keysCreateCommand();
Command keysRotateCommand();
Command keysRevokeCommand();
Command hookRunCommand();
Command webhooksListCommand();
Command webhooksDeliveriesCommand();
Command webhooksResendCommand();
Command webhooksTestCommand();
Command webhooksEnableCommand();
Command webhooksDisableCommand();
Command exportCommand();
Command importCommand();
Command statsCommand();
Command tokenUserCommand();

} // namespace stateroom::cli
