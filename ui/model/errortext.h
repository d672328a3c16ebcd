// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace stateroom::ui {

/// What went wrong as one sentence in the user's language. The error's own message, which names
/// the particulars in English, belongs beside it.
QString errorSentence(ErrorCode code);

/// The sentence, and the particulars behind it.
QString errorText(const Error& error);

} // namespace stateroom::ui
