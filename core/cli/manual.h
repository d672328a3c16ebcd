// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/optiondefinition.h"

#include <vector>

namespace stateroom::cli {

/// Manual pages (roff, man macros), made from the tables that the programs read their command lines
/// with.

/// stateroomctl(1).
QString manualPage();

/// One tagged paragraph for each option; `environment` adds the variable that sets it.
QString roffOptions(const std::vector<OptionDefinition>& options, bool environment);

/// Text with what roff would take for its own escaped.
QString roffText(const QString& text);

} // namespace stateroom::cli
