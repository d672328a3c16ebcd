// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/http/types.h"

#include <vector>

namespace stateroom {

/// `"14"`: the entity tag of a version (contract section 0, extras).
QByteArray entityTag(Version version);

/// What If-Match and If-None-Match (RFC 9110, section 13.1) ask of a key's version. Tags that are
/// not ours match nothing.
class Preconditions {
public:
    explicit Preconditions(const Headers& headers);

    /// Whether there is anything to check.
    bool isEmpty() const { return !m_match && !m_noneMatch; }
    /// For a write: whether it may go on; `current` 0 = the key does not exist. Else it is 412.
    bool allowWrite(Version current) const;
    /// For a read of an existing key: whether the client has this version already, hence 304.
    bool isNotModified(Version current) const;
    /// For a read: whether If-Match forbids it, hence 412.
    bool allowRead(Version current) const { return !m_match || m_match->holds(current); }

private:
    struct Tags {
        bool any = false; ///< `*`
        std::vector<Version> versions;
        bool holds(Version current) const;
    };
    static std::optional<Tags> parse(const Headers& headers, QByteArrayView name, bool weak);

    std::optional<Tags> m_match;
    std::optional<Tags> m_noneMatch;
};

} // namespace stateroom
