// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stateroom::webhooks {

/// What Qt says of a failure of the network, in English. Qt speaks the language that the program
/// has loaded, while attempts are kept, and answered to other programs. What is not known here, or
/// not Qt's own, stays as it is. For any thread.
QString englishOf(const QString& words);

} // namespace stateroom::webhooks
