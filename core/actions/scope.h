// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <optional>
#include <vector>

namespace stateroom {

/// Which keys an action is about: a namespace, those of it that begin with `prefix`, or the ones
/// that are named.
struct Scope {
    Namespace space;
    QByteArray prefix = {};
    std::optional<std::vector<Key>> keys = {}; ///< then `prefix` has no meaning

    static Scope ofKey(EntryName name)
    {
        return {std::move(name.space), {}, {{std::move(name.key)}}};
    }
    bool isNamed() const { return keys.has_value(); }
};

/// InvalidInput for a namespace that is Stateroom's own (`system/…`): no action reads or writes it.
Result<void> checkIsData(const Namespace& space);

} // namespace stateroom
