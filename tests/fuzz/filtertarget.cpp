// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listparameters.h"
#include "core/http/targetparser.h"
#include "core/json/jsonview.h"
#include "tests/fuzz/fuzztarget.h"

#include <algorithm>

namespace stateroom::fuzz {

using namespace business;

namespace {

constexpr QByteArrayView words[] = {"$eq",  "$ne", "$gt",  "$gte",   "$lt",
                                    "$lte", "$in", "$nin", "$exists"};

QByteArrayView wordOf(FilterOperator op)
{
    for (const QByteArrayView word : words) {
        if (filterOperator(word) == op)
            return word;
    }
    return {};
}

std::optional<Checked<ListQuery>> parse(const QByteArray& query)
{
    Target target;
    if (parseTarget("/v1/agents?" + query, target))
        return std::nullopt;
    return listQueryOf(*catalogue().resource("agents"), target.query.all());
}

/// One line for each condition, and what else there is.
QByteArray described(const ListQuery& query)
{
    QByteArray text = QByteArray::number(query.limit) + ' ' + query.cursor + '\n';
    for (const FilterTerm& term : query.filter) {
        text += term.path + ' ' + wordOf(term.op).toByteArray();
        for (const FilterValue& value : term.values)
            text += (value.textual ? " ~" : " ") + value.json.bytes();
        text += '\n';
    }
    for (const SortField& field : query.sort)
        text += (field.descending ? "-" : "+") + field.path + '\n';
    return text;
}

/// The same in another spelling; nothing where its values have types, or where two conditions
/// would become one.
std::optional<QByteArray> respelled(const ListQuery& query)
{
    QByteArray text =
        "limit=" + QByteArray::number(query.limit) + "&cursor=" + query.cursor.toPercentEncoding();
    for (const FilterTerm& term : query.filter) {
        const bool isMany = term.op == FilterOperator::In || term.op == FilterOperator::NotIn;
        const auto isSame = [&term](const FilterTerm& other) {
            return other.path == term.path && other.op == term.op;
        };
        if (std::count_if(query.filter.begin(), query.filter.end(), isSame) > 1)
            return std::nullopt;
        const QByteArray name = "&filter[" + term.path.toPercentEncoding() + "][" +
                                wordOf(term.op).toByteArray() + (isMany ? "][]=" : "]=");
        for (const FilterValue& value : term.values) {
            if (!value.textual)
                return std::nullopt;
            text +=
                name +
                JsonView(value.json).toString().value_or(QString()).toUtf8().toPercentEncoding();
        }
    }
    for (const SortField& field : query.sort)
        text +=
            "&sort[]=" + QByteArray(field.descending ? "-" : "") + field.path.toPercentEncoding();
    return text;
}

} // namespace

Finding runFilter(QByteArrayView input)
{
    const auto parsed = parse(input.toByteArray());
    if (!parsed)
        return std::nullopt; // no target
    if (!*parsed) {
        for (const FieldProblem& problem : parsed->error().problems) {
            if (problem.field.isEmpty() || !problem.message.isValidUtf8())
                return "refused without saying what";
        }
        return parsed->error().problems.empty() ? Finding("refused without a word") : std::nullopt;
    }
    if (!checkQuery(**parsed))
        return "taken beyond the limits";
    const auto spelling = respelled(**parsed);
    if (!spelling)
        return std::nullopt;
    const auto again = parse(*spelling);
    if (!again || !*again || described(**again) != described(**parsed))
        return "means something else in another spelling: " + *spelling;
    return std::nullopt;
}

} // namespace stateroom::fuzz
