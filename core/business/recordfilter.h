// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"
#include "core/business/sortkey.h"

namespace stateroom::business {

/// The keys of the values that `value` stands for: one, or two for a text that also spells a number
/// or a boolean. `most` as in appendSortKey.
std::vector<QByteArray> keysOf(const FilterValue& value, qsizetype most);

/// Whether records meet all terms of a filter; what an index has not decided is decided here,
/// exactly.
class RecordFilter {
public:
    explicit RecordFilter(const std::vector<FilterTerm>& terms);

    bool matches(JsonView record) const;

private:
    struct Term {
        QByteArray path;
        FilterOperator op = FilterOperator::Equal;
        std::vector<QByteArray> keys; ///< sorted
        bool exists = false;          ///< what $exists asks for
        bool asMoment = false;
    };
    static bool matches(const Term& term, std::optional<JsonView> value);

    std::vector<Term> m_terms;
};

} // namespace stateroom::business
