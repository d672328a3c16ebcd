// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace stateroom::ui {

/// Why an attempt had no answer, which the core keeps in English, in the user's language; nothing
/// for what is no sentence of core/webhooks. What the system or a library reported within it stays
/// as it is, made fit to be shown.
std::optional<QString> translatedAttemptError(const QString& english);

} // namespace stateroom::ui
