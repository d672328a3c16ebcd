// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/store/sql/readstatements.h"

#include <QHash>

namespace stateroom {

/// Where the keys stand that were written lately: programs write the same ones again and again, and
/// the writer, who alone writes, need not read what it has just written. Living keys only. Bounded:
/// full, it begins anew.
class HotKeys {
public:
    struct Known {
        sql::KeyRow row;
        std::optional<sql::ChainNode> before; ///< the key's change before that one, where known
    };

    /// Null when nothing is known. Good until the next call.
    const Known* find(const EntryName& name) const
    {
        const auto known = m_known.constFind(name);
        return known == m_known.cend() ? nullptr : &*known;
    }
    void remember(const EntryName& name, Known known)
    {
        if (m_known.size() >= most)
            m_known.clear();
        m_known.insert(name, std::move(known));
    }
    void forget(const EntryName& name) { m_known.remove(name); }
    /// Something that was remembered has not been written after all.
    void forgetAll() { m_known.clear(); }

private:
    static constexpr qsizetype most = 16'384; // some 4 MiB with keys of 40 bytes

    QHash<EntryName, Known> m_known;
};

} // namespace stateroom
