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

/// The longest names that the APIs know (contract, sections 1 and 2).
constexpr qsizetype maxIntegrationKeyLength = 256; ///< code points
constexpr qsizetype maxWorkflowNameBytes = 1024;   ///< of UTF-8: workflow ids and keys
constexpr qsizetype maxKeyBytes = 4096;            ///< of any other kind

/// Code points of a text in UTF-8.
qsizetype codePoints(QByteArrayView utf8);

/// InvalidInput for a name that the API of its kind would refuse: what is written under it, no
/// client could read. Also an empty key.
Result<void> checkName(const EntryName& name);

} // namespace stateroom
