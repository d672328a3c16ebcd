// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/drafts.h"

namespace stateroom::ui {

std::optional<Draft> Drafts::take(const EntryName& name)
{
    const auto found = m_drafts.find(name);
    if (found == m_drafts.end())
        return std::nullopt;
    Draft draft = std::move(*found);
    m_drafts.erase(found);
    return draft;
}

const Draft* Drafts::find(const EntryName& name) const
{
    const auto found = m_drafts.find(name);
    return found == m_drafts.end() ? nullptr : &*found;
}

QList<EntryName> Drafts::names() const
{
    QList<EntryName> names = m_drafts.keys();
    std::sort(names.begin(), names.end(), [](const EntryName& a, const EntryName& b) {
        return std::tie(a.space, a.key) < std::tie(b.space, b.key);
    });
    return names;
}

QSet<Key> Drafts::keysIn(const Namespace& space) const
{
    QSet<Key> keys;
    for (auto it = m_drafts.keyBegin(); it != m_drafts.keyEnd(); ++it)
        if (it->space == space)
            keys.insert(it->key);
    return keys;
}

} // namespace stateroom::ui
