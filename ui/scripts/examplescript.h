// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom::ui {

/// What stands in the place at first: the State API document's own hook, and some records for it.
QByteArray exampleScript();
QByteArray exampleData();

} // namespace stateroom::ui
