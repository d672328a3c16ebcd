// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listquery.h"

#include "core/json/jsonview.h"

#include <array>
#include <utility>

namespace stateroom::business {

namespace {

constexpr std::array<std::pair<const char*, FilterOperator>, 9> operatorWords{{
    {"$eq", FilterOperator::Equal},
    {"$ne", FilterOperator::NotEqual},
    {"$gt", FilterOperator::Greater},
    {"$gte", FilterOperator::GreaterOrEqual},
    {"$lt", FilterOperator::Less},
    {"$lte", FilterOperator::LessOrEqual},
    {"$in", FilterOperator::In},
    {"$nin", FilterOperator::NotIn},
    {"$exists", FilterOperator::Exists},
}};

QByteArray fieldOf(const QByteArray& path)
{
    return path.isEmpty() ? QByteArray("filter") : "filter." + path;
}

bool isPath(const QByteArray& path)
{
    return !path.isEmpty() && !path.startsWith('.') && !path.endsWith('.') &&
           !path.contains("..") && !path.startsWith('$');
}

bool takesMany(FilterOperator op)
{
    return op == FilterOperator::In || op == FilterOperator::NotIn;
}

/// Whether a value of $exists says true or false.
bool isFlag(const FilterValue& value)
{
    const QByteArray& json = value.json.bytes();
    return value.textual ? json == "\"true\"" || json == "\"false\""
                         : value.json.type() == JsonType::Boolean;
}

Checked<FilterTerm> termFrom(const QByteArray& path, JsonView word, JsonView value)
{
    const QByteArray name = word.toString().value_or(QString()).toUtf8();
    const auto op = filterOperator(name);
    if (!op)
        return refuseField(fieldOf(path), "has an unknown operator: " + name + '.');
    FilterTerm term{path, *op, {}};
    if (!takesMany(*op)) {
        term.values.push_back(FilterValue::typed(value.toText()));
        return term;
    }
    if (value.type() != JsonType::Array)
        return refuseField(fieldOf(path), "needs an array for " + name + '.');
    value.forEachElement([&](JsonView element) {
        term.values.push_back(FilterValue::typed(element.toText()));
        return std::ssize(term.values) <= ListLimits::maxValues;
    });
    return term;
}

/// Whether an object says how to compare, rather than what with.
bool hasOperators(JsonView value)
{
    bool found = false;
    value.forEachMember([&](JsonView name, JsonView) {
        found = name.raw().startsWith("\"$");
        return !found;
    });
    return found;
}

std::optional<FieldProblem> problemOf(const FilterTerm& term)
{
    const QByteArray field = fieldOf(term.path);
    const auto most = QByteArray::number(ListLimits::maxValues);
    if (!isPath(term.path))
        return FieldProblem{field, "is not the path of a field."};
    if (std::ssize(term.values) > ListLimits::maxValues)
        return FieldProblem{field, "has more than " + most + " values."};
    if (!takesMany(term.op) && term.values.size() != 1)
        return FieldProblem{field, "needs one value."};
    if (term.op == FilterOperator::Exists && !isFlag(term.values.front()))
        return FieldProblem{field, "needs true or false for $exists."};
    return std::nullopt;
}

} // namespace

std::optional<FilterOperator> filterOperator(QByteArrayView word)
{
    for (const auto& [name, op] : operatorWords) {
        if (word == name)
            return op;
    }
    return std::nullopt;
}

Checked<std::vector<SortField>> sortFrom(QByteArrayView text)
{
    std::vector<SortField> fields;
    if (text.isEmpty())
        return fields;
    const QByteArrayList words = text.toByteArray().split(',');
    if (words.size() > ListLimits::maxSortFields)
        return refuseField(
            "sort", "has more than " + QByteArray::number(ListLimits::maxSortFields) + " fields.");
    for (const QByteArray& word : words) {
        const bool descending = word.startsWith('-');
        SortField field{descending ? word.sliced(1) : word, descending};
        if (!isPath(field.path))
            return refuseField("sort", "is a list of fields with commas between them.");
        fields.push_back(std::move(field));
    }
    return fields;
}

Checked<std::vector<FilterTerm>> filterFrom(const JsonText& json)
{
    if (json.type() != JsonType::Object)
        return refuseField("filter", "must be an object.");
    std::vector<FilterTerm> terms;
    std::optional<Refusal> refusal;
    const auto take = [&](const QByteArray& path, JsonView word, JsonView value) {
        auto term = termFrom(path, word, value);
        if (term)
            terms.push_back(std::move(*term));
        else
            refusal = std::move(term).error();
        return !refusal && std::ssize(terms) <= ListLimits::maxTerms;
    };
    JsonView(json).forEachMember([&](JsonView name, JsonView value) {
        const QByteArray path = name.toString().value_or(QString()).toUtf8();
        if (value.type() != JsonType::Object || !hasOperators(value)) {
            terms.push_back({path, FilterOperator::Equal, {FilterValue::typed(value.toText())}});
        } else {
            value.forEachMember(
                [&](JsonView word, JsonView operand) { return take(path, word, operand); });
        }
        return !refusal && std::ssize(terms) <= ListLimits::maxTerms;
    });
    if (refusal)
        return refuse(std::move(*refusal));
    ListQuery query;
    query.filter = std::move(terms);
    if (auto fits = checkQuery(query); !fits)
        return refuse(std::move(fits).error());
    return std::move(query.filter);
}

Checked<void> checkQuery(const ListQuery& query)
{
    std::vector<FieldProblem> problems;
    if (query.limit < 1 || query.limit > ListLimits::maxPage)
        problems.push_back(
            {"limit", "must be from 1 to " + QByteArray::number(ListLimits::maxPage) + '.'});
    if (std::ssize(query.filter) > ListLimits::maxTerms)
        problems.push_back(
            {"filter", "has more than " + QByteArray::number(ListLimits::maxTerms) + " terms."});
    if (std::ssize(query.sort) > ListLimits::maxSortFields)
        problems.push_back(
            {"sort",
             "has more than " + QByteArray::number(ListLimits::maxSortFields) + " fields."});
    for (const FilterTerm& term : query.filter) {
        if (auto problem = problemOf(term))
            problems.push_back(std::move(*problem));
    }
    for (const SortField& field : query.sort) {
        if (!isPath(field.path))
            problems.push_back({"sort", "is a list of fields with commas between them."});
    }
    if (!problems.empty())
        return refuse(std::move(problems));
    return {};
}

} // namespace stateroom::business
