// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

namespace stateroom::business {

/// A place in the order of a list: that of a record, which need not be there any more.
struct ListPlace {
    /// Its whole key to sort by; empty: before all. Of an ordered plan: what stands behind the
    /// prefix of its sort key.
    QByteArray key;
    QByteArray id;
    /// The key is too long to be borne: that of the record `id`, by which it is made again; the key
    /// is empty then.
    QByteArray version;
    bool itself = false; ///< it begins with that record, else behind it

    bool isSomewhere() const { return !key.isEmpty() || !version.isEmpty(); }
};

/// What a cursor says: where a list goes on. As text it is URL-safe and opaque; it names values of
/// records that its bearer may read, and no more than it was shown can be done with a forged one.
struct ListCursor {
    int index = -1;       ///< of the plan that it belongs to
    bool ordered = false; ///< as in the plan

    /// Ordered, and within records that the index cannot tell apart, since it holds the beginning
    /// of long values only: what their sort keys begin with, behind the prefix. They are sorted
    /// among each other, and all below is said of that.
    QByteArray group;
    /// Behind the last record that was shown, or looked at.
    ListPlace place;

    // Not ordered, and not all records are looked at yet: where to go on …
    bool unfinished = false;
    int stretch = 0;
    QByteArray scanKey; ///< the last one's in that stretch; empty: from its begin
    QByteArray scanId;
    /// … the ids of those that come first so far, with a zero byte between them, which none has …
    QByteArray best;
    /// … and the first of those that were found and are not among them; nowhere: there is none.
    /// What was found before it, and is still there, is among them.
    ListPlace horizon;

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
