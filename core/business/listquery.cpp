// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listquery.h"

#include "core/business/sortkey.h"
#include "core/json/decimal.h"

#include <algorithm>
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
    // Names may hold lone surrogates, which messages do not.
    return path.isEmpty() ? QByteArray("filter") : "filter." + QString::fromUtf8(path).toUtf8();
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

bool isToldApart(const FilterValue& value)
{
    return value.json.type() != JsonType::Number || Decimal::of(value.json.bytes()).isToldApart();
}

/// The terms of a filter in JSON, as they are found.
class FilterReading {
public:
    void take(const QByteArray& path, JsonView value);

    std::vector<FilterTerm> terms;
    std::optional<Refusal> refusal;
    /// One too many is told later.
    bool goesOn() const { return !refusal && std::ssize(terms) <= ListLimits::maxTerms; }

private:
    void takeOperator(const QByteArray& path, JsonView word, JsonView value);
};

void FilterReading::takeOperator(const QByteArray& path, JsonView word, JsonView value)
{
    auto term = termFrom(path, word, value);
    if (term)
        terms.push_back(std::move(*term));
    else
        refusal = std::move(term).error();
}

void FilterReading::take(const QByteArray& path, JsonView value)
{
    if (value.type() != JsonType::Object || value.raw() == "{}") {
        terms.push_back({path, FilterOperator::Equal, {FilterValue::typed(value.toText())}});
        return;
    }
    value.forEachMember([&](JsonView name, JsonView member) {
        const QByteArray text = textOf(name);
        if (text.startsWith('$'))
            takeOperator(path, name, member);
        else
            take(path + '.' + text, member);
        return goesOn();
    });
}

std::optional<FieldProblem> problemOf(const FilterTerm& term)
{
    const QByteArray field = fieldOf(term.path);
    const auto most = QByteArray::number(ListLimits::maxValues);
    if (!isPath(term.path))
        return FieldProblem{field, "is not the path of a field."};
    if (std::ssize(term.values) > ListLimits::maxValues)
        return FieldProblem{field, "has more than " + most + " values."};
    if (!std::all_of(term.values.begin(), term.values.end(), isToldApart))
        return FieldProblem{field, "has a number whose exponent is beyond 10^16."};
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
    FilterReading reading;
    JsonView(json).forEachMember([&](JsonView name, JsonView value) {
        reading.take(textOf(name), value);
        return reading.goesOn();
    });
    if (reading.refusal)
        return refuse(std::move(*reading.refusal));
    ListQuery query;
    query.filter = std::move(reading.terms);
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
