// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractSocket;
class QHostInfo;

namespace stateroom::webhooks {

// What Qt says of a failure of the network, in English. Qt speaks the language that the program has
// loaded, while attempts are kept, and answered to other programs.

/// What the socket failed of. What is rare stays in the program's language.
QString englishOf(const QAbstractSocket& socket);
/// Why a name has no address. What the system reports stays as it is.
QString englishOf(const QHostInfo& found);

} // namespace stateroom::webhooks
