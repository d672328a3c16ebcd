// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

namespace stateroom::business {

/// A stretch of an index: sort keys that begin with `prefix` and go on from `lower` to before
/// `upper`.
struct PlanStretch {
    QByteArray prefix;
    QByteArray lower;
    QByteArray upper;
};

/// One way to find the records of a question. Whichever is taken, the filter still judges each
/// record that is found: a stretch may hold more than it asks for, never less.
struct ListPlan {
    /// Of the resource's indexes; -1: all its records, in the order of their keys, which are their
    /// ids.
    int index = -1;
    /// Of index -1: the filter names the ids, and no other record is looked at.
    std::optional<QByteArrayList> ids = {};
    /// No record stands in two. Nothing to look at: a filter that nothing can meet.
    std::vector<PlanStretch> stretches = {};
    /// Whether reading the stretches side by side, by what stands behind their prefixes, gives the
    /// order that was asked for; else all that is found must be sorted.
    bool ordered = false;
    bool descending = false; ///< of an ordered one: read from the end
    /// How far the filter narrows it: by so many fields' values, and by a range of the next.
    int equalFields = 0;
    bool hasRange = false;

    bool isNarrowerThan(const ListPlan& other) const
    {
        return std::pair(equalFields, hasRange) > std::pair(other.equalFields, other.hasRange);
    }
};

/// As many stretches as are read side by side.
constexpr int maxStretches = 200;

/// That of a list by id alone: no index is needed.
ListPlan planByKey(bool descending);

/// By the ids that some term of the filter asks for; nothing where none does.
std::optional<ListPlan> planOfIds(const std::vector<FilterTerm>& filter);

/// What the indexes offer: the best ordered plan and the best one for sorting, in this order. Never
/// empty: the last is that of all records where no index narrows them. `sort` must not be empty.
std::vector<ListPlan> plansFor(
    const Resource& resource, const std::vector<FilterTerm>& filter,
    const std::vector<SortField>& sort);

} // namespace stateroom::business
