// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/inspector/openentry.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace stateroom::ui {

/// An edit that has not been saved, and the state of the entry that it was made on.
struct Draft {
    QByteArray text;
    EntryState base;
    QByteArray formSpace; ///< of a new entry: its name as far as it was typed
    QByteArray formKey;
    int line = 0;
    int column = 0;
};

/// The edits that the user has left for another key, so that none is lost. Belongs to the window.
class Drafts {
public:
    /// A new entry's draft is kept under the null name.
    void keep(const EntryName& name, Draft draft) { m_drafts.insert(name, std::move(draft)); }
    void drop(const EntryName& name) { m_drafts.remove(name); }
    /// The draft of this entry, which is then no longer kept here.
    std::optional<Draft> take(const EntryName& name);
    const Draft* find(const EntryName& name) const;
    bool isEmpty() const { return m_drafts.isEmpty(); }

    /// The names in order.
    QList<EntryName> names() const;
    QSet<Key> keysIn(const Namespace& space) const;

private:
    QHash<EntryName, Draft> m_drafts;
};

} // namespace stateroom::ui
