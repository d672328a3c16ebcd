// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <functional>

namespace stateroom {

/// How an action that may be asked for twice is done once. Both are called in the writer's thread,
/// within the action's own transactions; a dry run calls neither. Empty: it is done each time.
template <class Report> struct ActionOnce {
    /// Before each slice: whether the same has been done already. Then nothing more is.
    std::function<Result<bool>(Transaction&)> isDone;
    /// In the last slice's transaction: what was done in all.
    std::function<Result<void>(Transaction&, const Report&)> keep;
};

} // namespace stateroom
