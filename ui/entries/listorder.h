// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/entries/keyindex.h"
#include "ui/model/keyfilter.h"

#include <QSet>

#include <atomic>
#include <optional>

namespace stateroom::ui {

enum class SortBy { Key, Version, Age };

/// What the list is to show, and how.
struct ListQuery {
    QString filter; ///< as it was typed
    SortBy sort = SortBy::Key;
    bool descending = false; ///< the reverse of: by key upwards, the highest version, the youngest
    QByteArray delimiter; ///< a tree of keys split at it; empty: a list. A tree is sorted by key.
    QSet<QByteArray> expanded; ///< the groups of the tree that are open, each with its delimiter

    /// Whether that is all keys in their order, as the index has them.
    bool isPlain() const
    {
        return filter.isEmpty() && sort == SortBy::Key && !descending && delimiter.isEmpty();
    }
};

/// A line of a tree: a key, or a group of keys that begin alike.
struct TreeLine {
    qint32 count = 0;   ///< of a group: how many keys are in it; 0: this is a key
    quint32 length = 0; ///< of a group: the bytes that its keys share, with the delimiter
    quint32 above = 0;  ///< the bytes that the group around it stands for
    quint16 depth = 0;
    bool expanded = false;
};

/// An order of keys that had to be computed: lines, each at a position of the index as it was.
struct ListOrder {
    KeyIndex index;
    std::vector<quint32> positions; ///< of a group: that of its first key
    std::vector<TreeLine> tree;     ///< beside `positions`, when it is a tree; else empty
    int hits = 0;                   ///< keys that pass the filter

    bool isTree() const { return !tree.empty(); }
    /// Whether both show the same lines.
    bool looksLike(const ListOrder& other) const;
};

/// Computes it; nothing when it was cancelled. Any thread. A million keys take tens of
/// milliseconds, with a regular expression some hundreds.
std::optional<ListOrder> computeOrder(
    const KeyIndex& index, const ListQuery& query, const KeyFilter& filter,
    const std::atomic<bool>& cancelled);

} // namespace stateroom::ui
