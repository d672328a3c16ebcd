// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hooks/hookrun.h"

#include <map>

namespace stateroom {

/// What one run of a script has read and written of its state (contract section 1). It holds no
/// lock: reads are of the newest state and noted, writes stand here until apply(), which makes all
/// of them if nothing that was read has changed since. A value type, used by one thread at a time.
class HookState {
public:
    explicit HookState(Namespace space)
        : m_space(std::move(space))
    {
    }

    /// What the script sees: its own write, else what it read before, else the store's. A key that
    /// does not exist counts as read, too.
    Result<std::optional<JsonText>> get(Reader& reader, const Key& key);
    void set(const Key& key, JsonText value) { m_writes.insert_or_assign(key, std::move(value)); }
    void remove(const Key& key) { m_writes.insert_or_assign(key, std::nullopt); }

    bool hasWritten() const { return !m_writes.empty(); }
    size_t readCount() const { return m_reads.size(); }

    /// Whether all that was read is still so.
    Result<bool> isCurrent(Reader& reader) const;
    /// What the writes would change; keys that are removed and do not exist are left out.
    Result<std::vector<HookChange>> changes(Reader& reader) const;
    /// Makes them; nothing when something that was read has changed. Repeatable.
    Result<std::optional<std::vector<HookChange>>> apply(Transaction& transaction) const;

private:
    Namespace m_space;
    std::map<Key, std::optional<VersionedValue>> m_reads;
    std::map<Key, std::optional<JsonText>> m_writes; ///< nothing: removed
};

} // namespace stateroom
