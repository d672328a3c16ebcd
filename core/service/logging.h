// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpserver.h"

namespace stateroom {

/// Lets all messages go to stderr, a line each: time, level, category, text. Control characters are
/// escaped, so that nobody can forge a line by what he sends. To be called once, before threads
/// start.
void installLog();

/// One line about a request, in the category `stateroom.request`. Any thread.
void logRequest(const RequestReport& report);

} // namespace stateroom
