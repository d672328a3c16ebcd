// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>

#include <functional>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// Writes a handful of keys to look around in, of several APIs; `done` is told how many, or why
/// not.
void writeSamples(Store& store, QObject* context, std::function<void(Result<int>)> done);

} // namespace stateroom::ui
