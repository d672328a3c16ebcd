// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

namespace stateroom::business {

/// What a cursor says: where a list goes on. As text it is URL-safe and opaque; it names values of
/// records that its bearer may read, and no more than it was shown can be done with a forged one.
struct ListCursor {
    int index = -1;       ///< of the plan that it belongs to
    bool ordered = false; ///< as in the plan

    /// Ordered, and within records that the index cannot tell apart, since it holds the beginning
    /// of long values only: what their sort keys begin with, behind the prefix. They are sorted
    /// among each other, and all below is said of that.
    QByteArray group;
    /// The last record that was shown, or looked at. Ordered: what stands behind the prefix of its
    /// sort key. Else its whole key to sort by, empty before the first page.
    QByteArray key;
    QByteArray id;
    /// Not ordered, and the key is too long to be borne: of the record `id`, by which it is made
    /// again; the key is empty then.
    QByteArray version;

    // Not ordered, and not all records are looked at yet: where to go on …
    bool unfinished = false;
    int stretch = 0;
    QByteArray scanKey; ///< the last one's in that stretch; empty: from its begin
    QByteArray scanId;
    // … how many are wanted, one more than the page …
    int wanted = 0;
    bool dropped = false; ///< some were found that come behind those below
    /// … and the ids of those that would be the page, had these been all,
    /// with a zero byte between them, which none has.
    QByteArray best;

    QByteArrayList bestIds() const { return best.isEmpty() ? QByteArrayList() : best.split('\0'); }
};

/// What a question must have in common with the one that a cursor was given for: resource, filter
/// in any order of its terms, sort.
QByteArray questionHash(
    const Resource& resource, const std::vector<FilterTerm>& filter,
    const std::vector<SortField>& sort);

QByteArray cursorText(const ListCursor& cursor, const QByteArray& hash);
/// Nothing when it is not one, or one of another question.
std::optional<ListCursor> cursorFrom(const QByteArray& text, const QByteArray& hash);

} // namespace stateroom::business
