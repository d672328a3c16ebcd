// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/recordfilter.h"

#include "core/business/moment.h"
#include "core/json/decimal.h"

#include <algorithm>

namespace stateroom::business {

namespace {

/// Whether any of the keys is of this value's type and stands to it as asked.
template <class Holds>
bool compares(const QByteArray& value, const std::vector<QByteArray>& keys, Holds holds)
{
    return std::any_of(keys.begin(), keys.end(), [&](const QByteArray& key) {
        return sameType(value, key) && holds(value, key);
    });
}

/// A moment in the one form that compares.
QByteArray momentSortKey(std::optional<JsonView> value)
{
    const auto moment = value && value->type() == JsonType::String ? momentKey(textOf(*value))
                                                                   : std::optional<QByteArray>();
    if (!moment)
        return sortKey(value, wholeKey);
    QByteArray key;
    appendTextKey(key, *moment, wholeKey);
    return key;
}

} // namespace

std::vector<QByteArray> keysOf(const FilterValue& value, qsizetype most)
{
    std::vector<QByteArray> keys = {sortKey(JsonView(value.json), most)};
    if (!value.textual)
        return keys;
    const QByteArray text = textOf(value.json);
    const auto spelt = JsonText::parse(QByteArrayView(text));
    if (!spelt || spelt->bytes() != text)
        return keys;
    const bool isNumber = spelt->type() == JsonType::Number &&
                          Decimal::of(spelt->bytes()).isToldApart(); // else it is text alone
    if (isNumber || spelt->type() == JsonType::Boolean)
        keys.push_back(sortKey(JsonView(*spelt), most));
    return keys;
}

RecordFilter::RecordFilter(const std::vector<FilterTerm>& terms)
{
    for (const FilterTerm& term : terms) {
        Term made{term.path, term.op, {}, false, term.asMoment};
        for (const FilterValue& value : term.values) {
            for (QByteArray& key : keysOf(value, wholeKey))
                made.keys.push_back(std::move(key));
        }
        std::sort(made.keys.begin(), made.keys.end());
        if (term.op == FilterOperator::Exists)
            made.exists = term.values.front().json.bytes().contains("true");
        m_terms.push_back(std::move(made));
    }
}

bool RecordFilter::matches(JsonView record) const
{
    return std::all_of(m_terms.begin(), m_terms.end(), [&](const Term& term) {
        return matches(term, valueAt(record, term.path));
    });
}

bool RecordFilter::matches(const Term& term, std::optional<JsonView> value)
{
    if (term.op == FilterOperator::Exists)
        return value.has_value() == term.exists;
    const QByteArray key = term.asMoment ? momentSortKey(value) : sortKey(value, wholeKey);
    const auto equals = [&] { return std::binary_search(term.keys.begin(), term.keys.end(), key); };
    switch (term.op) {
    case FilterOperator::Equal:
    case FilterOperator::In:
        return equals();
    case FilterOperator::NotEqual:
    case FilterOperator::NotIn:
        return !equals();
    case FilterOperator::Greater:
        return compares(key, term.keys, std::greater<>());
    case FilterOperator::GreaterOrEqual:
        return compares(key, term.keys, std::greater_equal<>());
    case FilterOperator::Less:
        return compares(key, term.keys, std::less<>());
    case FilterOperator::LessOrEqual:
        return compares(key, term.keys, std::less_equal<>());
    case FilterOperator::Exists:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace stateroom::business
