// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listplan.h"

#include "core/business/recordfilter.h"

#include <algorithm>

namespace stateroom::business {

namespace {

using Keys = std::vector<QByteArray>;

void sortOut(Keys& keys)
{
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

/// What a field must be one of by some term.
struct Points {
    Keys keys;           ///< as they are kept
    bool single = false; ///< one value, whole
};

/// Nothing where no term says so.
std::optional<Points> pointsOf(const std::vector<FilterTerm>& filter, const QByteArray& path)
{
    std::optional<Points> best;
    for (const FilterTerm& term : filter) {
        // Records may have other forms of a moment than the term.
        if (term.path != path || term.asMoment)
            continue;
        if (term.op != FilterOperator::Equal && term.op != FilterOperator::In)
            continue;
        Keys kept;
        Keys whole;
        for (const FilterValue& value : term.values) {
            for (QByteArray& key : keysOf(value, keptKeyBytes))
                kept.push_back(std::move(key));
            for (QByteArray& key : keysOf(value, wholeKey))
                whole.push_back(std::move(key));
        }
        sortOut(kept);
        sortOut(whole);
        if (!best || kept.size() < best->keys.size())
            best = Points{std::move(kept), whole.size() == 1};
    }
    return best;
}

struct Range {
    QByteArray lower;
    QByteArray upper;
};

/// Where the values lie that stand in this relation to one of `value`; more where keys are cut.
std::vector<Range> rangesOf(FilterOperator op, const FilterValue& value)
{
    std::vector<Range> ranges;
    for (const QByteArray& key : keysOf(value, keptKeyBytes)) {
        const bool above = op == FilterOperator::Greater || op == FilterOperator::GreaterOrEqual;
        // No key is the beginning of another: what begins with this one is equal.
        if (above)
            ranges.push_back({key, endOfType(key)});
        else
            ranges.push_back({beginOfType(key), key + endOfSortKeys()});
    }
    return ranges;
}

bool isRange(FilterOperator op)
{
    switch (op) {
    case FilterOperator::Greater:
    case FilterOperator::GreaterOrEqual:
    case FilterOperator::Less:
    case FilterOperator::LessOrEqual:
        return true;
    case FilterOperator::Equal:
    case FilterOperator::NotEqual:
    case FilterOperator::In:
    case FilterOperator::NotIn:
    case FilterOperator::Exists:
        return false;
    }
    Q_UNREACHABLE();
}

/// The ranges in which a field must lie; all there is where no term says anything.
std::pair<std::vector<Range>, bool>
rangesOf(const std::vector<FilterTerm>& filter, const QByteArray& path)
{
    std::vector<Range> all = {{QByteArray(""), endOfSortKeys()}};
    bool any = false;
    for (const FilterTerm& term : filter) {
        if (term.path != path || term.asMoment || !isRange(term.op))
            continue;
        any = true;
        std::vector<Range> narrower;
        for (const Range& a : all) {
            for (const Range& b : rangesOf(term.op, term.values.front())) {
                const Range both{std::max(a.lower, b.lower), std::min(a.upper, b.upper)};
                if (both.lower < both.upper)
                    narrower.push_back(both);
            }
        }
        all = std::move(narrower);
    }
    return {std::move(all), any};
}

/// Whether the fields of the index behind its first `fixed` are those to sort by. A field with one
/// value only orders nothing.
bool givesOrder(
    const Index& index, int fixed, const std::vector<bool>& single,
    const std::vector<SortField>& sort)
{
    auto next = index.begin() + fixed;
    QByteArrayList seen;
    for (const SortField& field : sort) {
        const qsizetype place = index.indexOf(field.path);
        const bool constant = place >= 0 && place < fixed && single[size_t(place)];
        if (constant || seen.contains(field.path))
            continue;
        if (next == index.end() || *next != field.path ||
            field.descending != sort.back().descending)
            return false;
        seen << field.path;
        ++next;
    }
    return next == index.end();
}

ListPlan planOf(
    int number, const Index& index, const std::vector<FilterTerm>& filter,
    const std::vector<SortField>& sort)
{
    ListPlan plan;
    plan.index = number;
    Keys prefixes = {QByteArray("")};
    std::vector<bool> single;
    while (plan.equalFields < index.size()) {
        const auto points = pointsOf(filter, index[plan.equalFields]);
        if (!points || prefixes.size() * points->keys.size() > size_t(maxStretches) / 2)
            break;
        Keys longer;
        for (const QByteArray& prefix : prefixes) {
            for (const QByteArray& point : points->keys)
                longer.push_back(prefix + point);
        }
        prefixes = std::move(longer);
        single.push_back(points->single);
        ++plan.equalFields;
    }
    std::vector<Range> ranges = {{QByteArray(""), endOfSortKeys()}};
    if (plan.equalFields < index.size())
        std::tie(ranges, plan.hasRange) = rangesOf(filter, index[plan.equalFields]);
    for (const QByteArray& prefix : prefixes) {
        for (const Range& range : ranges)
            plan.stretches.push_back({prefix, range.lower, range.upper});
    }
    plan.ordered = givesOrder(index, plan.equalFields, single, sort);
    plan.descending = sort.back().descending;
    return plan;
}

} // namespace

ListPlan planByKey(bool descending)
{
    ListPlan plan;
    plan.stretches = {{{}, {}, endOfSortKeys()}};
    plan.ordered = true;
    plan.descending = descending;
    return plan;
}

std::optional<ListPlan> planOfIds(const std::vector<FilterTerm>& filter)
{
    for (const FilterTerm& term : filter) {
        if (term.path != "id" ||
            (term.op != FilterOperator::Equal && term.op != FilterOperator::In))
            continue;
        ListPlan plan;
        plan.ids.emplace();
        for (const FilterValue& value : term.values) {
            const JsonView json(value.json);
            if (json.type() == JsonType::String && !plan.ids->contains(textOf(json)))
                *plan.ids << textOf(json);
        }
        return plan;
    }
    return std::nullopt;
}

std::vector<ListPlan> plansFor(
    const Resource& resource, const std::vector<FilterTerm>& filter,
    const std::vector<SortField>& sort)
{
    std::optional<ListPlan> ordered;
    if (sort.size() == 1 && sort.front().path == "id")
        ordered = planByKey(sort.front().descending);
    ListPlan sorted;
    for (size_t i = 0; i < resource.indexes.size(); ++i) {
        ListPlan plan = planOf(int(i), resource.indexes[i], filter, sort);
        if (plan.isNarrowerThan(sorted)) {
            sorted = plan;
            sorted.ordered = false;
        }
        if (plan.ordered && (!ordered || plan.isNarrowerThan(*ordered)))
            ordered = std::move(plan);
    }
    std::vector<ListPlan> plans;
    if (ordered)
        plans.push_back(std::move(*ordered));
    if (plans.empty() || sorted.isNarrowerThan(plans.front()))
        plans.push_back(std::move(sorted));
    return plans;
}

} // namespace stateroom::business
