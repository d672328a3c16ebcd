// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace stateroom::ui {

/// What went wrong as one sentence in the user's language, by the error's code alone.
QString errorSentence(ErrorCode code);

/// The same with the particulars behind it: in the user's language where the catalogue knows them
/// (errorphrases.h). What the system or the database said stands as they said it, after words that
/// tell so; anything else that is not in the user's language is left out. The error's hint, which
/// speaks to callers of an API and to command lines, never stands in the window.
QString errorText(const Error& error);

/// What is wrong with a text that is not JSON, without where.
QString jsonErrorText(const Error& error);

/// Where and why a text is no regular expression.
QString expressionErrorText(const Error& error);

} // namespace stateroom::ui
