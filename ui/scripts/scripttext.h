// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hooks/hookrun.h"
#include "core/json/jsondiff.h"

#include <QStringList>

namespace stateroom::ui {

/// The functions that a script declares at the beginning of a line, in their order.
QStringList functionsIn(const QByteArray& script);

/// The namespace that is meant by what was typed or chosen: `integration/imports/55cc`,
/// `imports/55cc`, or nothing for the global state. InvalidInput when a script may not have it.
Result<Namespace> hookSpaceOf(const QString& text);

/// The changes of a run as one difference, by key.
JsonDiff differenceOf(const std::vector<HookChange>& changes);

} // namespace stateroom::ui
