// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QObject;

namespace stateroom {

/// A client that has closed looks like one that ends its sending half and waits for its answer
/// (Reply::context()). For work that is better left than done for nobody the handler has the first
/// taken for granted: the request ends within 250 ms of the end of its client's input.
///
/// `context` is the Reply's, in its thread; null, of a request that has ended, is let be.
void endWithInput(QObject* context);

/// Whether that was asked for.
bool endsWithInput(const QObject* context);

} // namespace stateroom
