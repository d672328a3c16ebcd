// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hooks/hookstate.h"

#include <algorithm>

namespace stateroom {

bool isHookSpace(const Namespace& space)
{
    if (space.kind() != "integration")
        return false;
    if (space.name().isEmpty())
        return true;
    constexpr QByteArrayView types[] = {"flows",       "exports",      "imports",
                                        "connections", "integrations", "scripts"};
    return std::any_of(std::begin(types), std::end(types), [&space](QByteArrayView type) {
        const QByteArrayView name = space.name();
        return name.startsWith(type) && name.size() > type.size() + 1 && name[type.size()] == '/';
    });
}

Result<std::optional<JsonText>> HookState::get(Reader& reader, const Key& key)
{
    if (const auto own = m_writes.find(key); own != m_writes.end())
        return own->second;
    auto read = m_reads.find(key);
    if (read == m_reads.end()) {
        auto value = reader.value({m_space, key});
        if (!value)
            return failureOf(value);
        read = m_reads.emplace(key, std::move(*value)).first;
    }
    return read->second ? std::optional(read->second->value) : std::nullopt;
}

Result<bool> HookState::isCurrent(Reader& reader) const
{
    for (const auto& [key, read] : m_reads) {
        auto now = reader.value({m_space, key});
        if (!now)
            return failureOf(now);
        const bool isSame =
            now->has_value() == read.has_value() && (!read || (*now)->version == read->version);
        if (!isSame)
            return false;
    }
    return true;
}

Result<std::vector<HookChange>> HookState::changes(Reader& reader) const
{
    std::vector<HookChange> all;
    for (const auto& [key, after] : m_writes) {
        HookChange change{{m_space, key}, {}, after, {}};
        auto before = reader.value(change.name);
        if (!before)
            return failureOf(before);
        if (*before)
            change.before = std::move((*before)->value);
        if (change.before || change.after)
            all.push_back(std::move(change));
    }
    return all;
}

Result<std::optional<std::vector<HookChange>>> HookState::apply(Transaction& transaction) const
{
    auto current = isCurrent(transaction.read());
    if (!current)
        return failureOf(current);
    if (!*current)
        return std::nullopt;
    auto all = changes(transaction.read());
    if (!all)
        return failureOf(all);
    for (HookChange& change : *all) {
        if (change.after) {
            auto version = transaction.set(change.name, *change.after);
            if (!version)
                return failureOf(version);
            change.version = *version;
        } else {
            auto version = transaction.remove(change.name);
            if (!version)
                return failureOf(version);
            change.version = version->value_or(Version());
        }
    }
    return std::optional(std::move(*all));
}

} // namespace stateroom
