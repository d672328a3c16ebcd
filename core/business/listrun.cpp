// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listscan.h"
#include "core/business/moment.h"

#include <algorithm>

namespace stateroom::business {

using namespace Qt::StringLiterals;

namespace {

/// Fewer records than this are sooner sorted than looked for in an index that only gives the order.
constexpr int fewRecords = 1'000;

const std::vector<SortField>& standardSort()
{
    static const std::vector<SortField> newestFirst = {{"created_at", true}};
    return newestFirst;
}

/// Ids are unique: what stands behind `id` orders nothing, and `id` itself does no more than ties
/// do where it goes the way of the field before.
void simplify(std::vector<SortField>& sort)
{
    const auto isId = [](const SortField& field) { return field.path == "id"; };
    const auto id = std::find_if(sort.begin(), sort.end(), isId);
    if (id == sort.end())
        return;
    sort.erase(id + 1, sort.end());
    if (sort.size() > 1 && sort.back().descending == sort[sort.size() - 2].descending)
        sort.pop_back();
}

/// With all conditions, as they are compared.
ListQuery prepared(ListQuery query)
{
    for (FilterTerm& term : query.within)
        query.filter.push_back(std::move(term));
    query.filter = withMoments(*query.resource, std::move(query.filter));
    return query;
}

} // namespace

class ListRun::Private {
public:
    explicit Private(ListQuery asked)
        : query(prepared(std::move(asked)))
        , filter(query.filter)
    {
        if (query.sort.empty())
            query.sort = standardSort();
        simplify(query.sort);
        hash = questionHash(*query.resource, query.filter, query.sort);
    }

    Result<void> begin(Reader& reader);
    Result<ListPlan> choose(Reader& reader);
    Result<bool> holdsFew(Reader& reader, const ListPlan& plan) const;

    ListQuery query;
    RecordFilter filter;
    QByteArray hash;
    std::optional<ListCursor> from;
    std::unique_ptr<ListScan> scan;
};

Checked<std::unique_ptr<ListRun>> ListRun::start(ListQuery query)
{
    Q_ASSERT(query.resource);
    if (auto fits = checkQuery(query); !fits)
        return refuse(std::move(fits).error());
    auto p = std::make_unique<Private>(std::move(query));
    if (!p->query.cursor.isEmpty()) {
        p->from = cursorFrom(p->query.cursor, p->hash);
        if (!p->from)
            return refuseField("cursor", "is not one of this list, with this filter and sort.");
    }
    return std::unique_ptr<ListRun>(new ListRun(std::move(p)));
}

ListRun::ListRun(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

ListRun::~ListRun() = default;

Result<bool> ListRun::step(Reader& reader, int examine)
{
    if (!d->scan) {
        if (auto begun = d->begin(reader); !begun)
            return failureOf(begun);
    }
    return d->scan->step(reader, std::max(1, examine));
}

ListPage ListRun::takePage()
{
    ListPage page{std::move(d->scan->records), {}};
    if (d->scan->next)
        page.nextCursor = cursorText(*d->scan->next, d->hash);
    return page;
}

Result<void> ListRun::Private::begin(Reader& reader)
{
    auto plan = choose(reader);
    if (!plan)
        return failureOf(plan);
    const ScanQuestion question{
        *query.resource,
        query.sort,
        filter,
        query.limit,
        std::max(1, query.maxExamined),
        std::max<qint64>(1, query.maxBytes)};
    const ListCursor* cursor = from ? &*from : nullptr;
    if (plan->ordered)
        scan = std::make_unique<OrderedScan>(question, std::move(*plan), cursor);
    else
        scan = std::make_unique<SortedScan>(question, std::move(*plan), cursor);
    return {};
}

Result<ListPlan> ListRun::Private::choose(Reader& reader)
{
    // The same for each page: the cursor is of the same filter.
    if (auto byIds = planOfIds(query.filter); byIds)
        return std::move(*byIds);
    auto fingerprint = reader.indexFingerprint(query.resource->space());
    if (!fingerprint)
        return failureOf(fingerprint);
    // Where the file's indexes are not these, or not built, all records are looked through.
    std::vector<ListPlan> plans;
    if (*fingerprint == query.resource->indexFingerprint())
        plans = plansFor(*query.resource, query.filter, query.sort);
    else if (query.sort.front().path == "id")
        plans = {planByKey(query.sort.front().descending)};
    else
        plans = {ListPlan{}};
    if (from) {
        // A list goes on as it began; through all records it always can.
        plans.emplace_back();
        const auto begun = std::find_if(plans.begin(), plans.end(), [&](const ListPlan& plan) {
            return plan.index == from->index && plan.ordered == from->ordered;
        });
        if (begun == plans.end())
            return fail(
                ErrorCode::InvalidInput, u"The cursor is of an index that is not there any more."_s,
                u"Begin the list anew."_s);
        return std::move(*begun);
    }
    if (plans.size() == 1)
        return std::move(plans.front());
    auto few = holdsFew(reader, plans.back());
    if (!few)
        return failureOf(few);
    return std::move(*few ? plans.back() : plans.front());
}

Result<bool> ListRun::Private::holdsFew(Reader& reader, const ListPlan& plan) const
{
    int count = 0;
    for (const PlanStretch& stretch : plan.stretches) {
        auto found = reader.countIndexed(
            query.resource->space(), {.index = plan.index,
                                      .lower = stretch.prefix + stretch.lower,
                                      .upper = stretch.prefix + stretch.upper,
                                      .limit = fewRecords - count});
        if (!found)
            return failureOf(found);
        count += *found;
        if (count >= fewRecords)
            return false;
    }
    return true;
}

Outcome<ListPage> list(Reader& reader, ListQuery query)
{
    auto run = ListRun::start(std::move(query));
    if (!run)
        return tl::unexpected<std::variant<Error, Refusal>>(std::move(run).error());
    for (;;) {
        auto made = (*run)->step(reader);
        if (!made)
            return failureOf(made);
        if (*made)
            return (*run)->takePage();
    }
}

} // namespace stateroom::business
