// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/problem.h"

#include <QObject>

#include <functional>

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// Writes three records of each resource of the catalogue from its samples, with references to each
/// other, in one transaction; `done` is told how many, or why not.
void writeSampleRecords(Store& store, QObject* context, std::function<void(Result<int>)> done);

} // namespace stateroom::ui
