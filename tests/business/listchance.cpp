// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/listchance.h"

namespace stateroom::test {

using namespace business;

QByteArray ListChance::value()
{
    static const std::vector<QByteArray> all = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1",
        "1.0",
        "2",
        "10",
        "1e400",
        "0.1",
        "\"\"",
        "\"1\"",
        "\"true\"",
        "\"a\"",
        "\"b\"",
        "\"ab\"",
        "\"a\\u0000\"",
        "\"\xF0\x9F\xA6\x8A\"",
        "\"2024-01-01\"",
        "\"open\"",
        "\"closed\"",
        "[1]",
        "{\"a\":1}"};
    return pick(all);
}

QByteArray ListChance::path()
{
    static const std::vector<QByteArray> all = {
        "status",     "agent_id",   "channel", "satisfaction_score",
        "created_at", "updated_at", "extra",   "metadata.a",
        "object",     "id"};
    return pick(all);
}

QByteArray ListChance::text()
{
    static const std::vector<QByteArray> all = {"1", "2",    "1e0", "true", "a",  "open",
                                                "",  "null", "01",  "0.10", " 1", "b"};
    return pick(all);
}

QByteArray ListChance::record()
{
    if (below(40) == 0)
        return value();
    QByteArrayList members;
    for (const char* name :
         {"status", "agent_id", "channel", "satisfaction_score", "created_at", "updated_at",
          "extra"}) {
        if (below(4))
            members << QByteArray("\"") + name + "\":" + value();
    }
    if (below(2))
        members << "\"metadata\":{\"a\":" + value() + "}";
    return '{' + members.join(',') + '}';
}

ListQuery ListChance::query(const Resource& resource)
{
    ListQuery query;
    query.resource = &resource;
    for (int i = below(4); i > 0; --i)
        query.filter.push_back(term());
    for (int i = below(4); i > 0; --i)
        query.sort.push_back({path(), below(2) == 1});
    if (below(3) == 0)
        query.sort = {{"created_at", below(2) == 1}};
    query.limit = 1 + below(below(2) ? 5 : 40);
    if (below(3) == 0)
        query.maxExamined = 20 + below(60);
    return query;
}

FilterTerm ListChance::term()
{
    static const std::vector<FilterOperator> operators = {
        FilterOperator::Equal,          FilterOperator::Equal, FilterOperator::NotEqual,
        FilterOperator::Greater,        FilterOperator::Less,  FilterOperator::LessOrEqual,
        FilterOperator::GreaterOrEqual, FilterOperator::In,    FilterOperator::NotIn,
        FilterOperator::Exists};
    FilterTerm term{path(), pick(operators), {}};
    const bool many = term.op == FilterOperator::In || term.op == FilterOperator::NotIn;
    for (int i = many ? below(5) : 1; i > 0; --i) {
        if (term.op == FilterOperator::Exists)
            term.values.push_back(FilterValue::typed(JsonText::fromBoolean(below(2) == 1)));
        else if (below(3) == 0)
            term.values.push_back(FilterValue::text(text()));
        else
            term.values.push_back(FilterValue::typed(json(operandFor(term.path))));
    }
    return term;
}

/// Each real record has its id, which is found by its key alone: none of these here has the
/// member, which null would equal.
QByteArray ListChance::operandFor(const QByteArray& path)
{
    QByteArray operand = value();
    while (path == "id" && operand == "null")
        operand = value();
    return operand;
}

Result<void> ListChance::fill(BusinessFixture& f, const Resource& resource, int count)
{
    return f.store().transactAndWait({}, [&](Transaction& transaction) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            auto set = transaction.set(
                {resource.space(), Key("conv_" + QByteArray::number(below(100'000)))},
                json(record()));
            if (!set)
                return failureOf(set);
        }
        return {};
    });
}

} // namespace stateroom::test
