// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/store/sql/readstatements.h"

#include <QHash>

namespace stateroom {

/// Where the keys stand that were written lately: programs write the same ones again and again, and
/// the writer, who alone writes, need not read what it has just written. Living keys only, by their
/// namespace's row id. Bounded in bytes: full, it begins anew.
class HotKeys {
public:
    struct Known {
        sql::KeyRow row;
        std::optional<sql::ChainNode> before; ///< the key's change before that one, where known
    };

    explicit HotKeys(qsizetype mostBytes)
        : m_mostBytes(mostBytes)
    {
    }

    /// Null when nothing is known. Good until the next call.
    const Known* find(qint64 space, const Key& key) const
    {
        const auto known = m_known.constFind({space, key});
        return known == m_known.cend() ? nullptr : &*known;
    }
    void remember(qint64 space, const Key& key, Known known)
    {
        const Place place{space, key};
        if (const auto there = m_known.find(place); there != m_known.end()) {
            *there = std::move(known);
            return;
        }
        const qsizetype cost = costOf(key);
        if (m_bytes + cost > m_mostBytes)
            forgetAll();
        m_known.insert(place, std::move(known));
        m_bytes += cost;
    }
    void forget(qint64 space, const Key& key)
    {
        if (m_known.remove({space, key}))
            m_bytes -= costOf(key);
    }
    /// Something that was remembered has not been written after all.
    void forgetAll()
    {
        m_known.clear();
        m_bytes = 0;
    }

    /// About what it takes in memory: at most the bound, or a single key.
    qsizetype bytes() const { return m_bytes; }
    static qsizetype costOf(const Key& key)
    {
        constexpr auto node = qsizetype(sizeof(Place) + sizeof(Known));
        return 2 * node + key.bytes().size(); // a hash is never full
    }

private:
    using Place = std::pair<qint64, Key>;

    const qsizetype m_mostBytes;
    qsizetype m_bytes = 0;
    QHash<Place, Known> m_known;
};

} // namespace stateroom
