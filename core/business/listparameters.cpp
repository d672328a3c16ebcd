// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listparameters.h"

#include <algorithm>

namespace stateroom::business {

namespace {

/// `filter[created_at][$gte]` in its parts.
struct Name {
    QByteArray word;              ///< `filter`
    QByteArrayList brackets = {}; ///< `created_at`, `$gte`
    bool isWhole = true;          ///< no bracket is open, and nothing stands behind them
};

Name nameFrom(const QByteArray& text)
{
    const qsizetype first = text.indexOf('[');
    Name name{text.first(first < 0 ? text.size() : first)};
    for (qsizetype at = first; at >= 0 && at < text.size();) {
        const qsizetype end = text.indexOf(']', at);
        if (text[at] != '[' || end < 0) {
            name.isWhole = false;
            break;
        }
        name.brackets << text.sliced(at + 1, end - at - 1);
        at = end + 1;
    }
    return name;
}

/// What tells a client's library an element of an array: `[]`, `[0]`.
bool isElement(const QByteArray& bracket)
{
    return std::all_of(bracket.begin(), bracket.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// One condition of a filter in brackets, as its parameters come in.
struct Condition {
    QByteArray path;
    std::optional<FilterOperator> op; ///< nothing: none was named
    QByteArray opWord;
    bool isArray = false;
    QByteArrayList values;
};

/// The query as it is being read.
class Reading {
public:
    explicit Reading(const Resource& resource) { m_query.resource = &resource; }

    void take(const QByteArray& text, const QByteArray& value);
    Checked<ListQuery> finish();

private:
    void problem(QByteArray field, QByteArray message)
    {
        m_problems.push_back({std::move(field), std::move(message)});
    }
    /// Whether it is a plain parameter that comes once.
    bool isSingle(const Name& name, const QByteArray& text, bool& isTaken);
    void takeLimit(const QByteArray& value);
    void takeSort(const Name& name, const QByteArray& text, const QByteArray& value);
    void takeFilterText(const QByteArray& value);
    void takeCondition(const Name& name, const QByteArray& text, const QByteArray& value);
    void finishCondition(const Condition& condition);
    template <class T, class Into> void merge(Checked<T> part, Into into)
    {
        if (part)
            into(std::move(*part));
        else
            m_problems.insert(
                m_problems.end(), part.error().problems.begin(), part.error().problems.end());
    }

    ListQuery m_query;
    std::vector<FieldProblem> m_problems;
    std::vector<Condition> m_conditions; // few: at most as many as terms
    QByteArrayList m_sorts;
    bool m_hasLimit = false;
    bool m_hasCursor = false;
    bool m_hasFilterText = false;
};

bool Reading::isSingle(const Name& name, const QByteArray& text, bool& isTaken)
{
    if (!name.brackets.isEmpty() || !name.isWhole)
        problem(name.word, "takes no brackets: " + text + '.');
    else if (std::exchange(isTaken, true))
        problem(name.word, "stands more than once.");
    else
        return true;
    return false;
}

void Reading::take(const QByteArray& text, const QByteArray& value)
{
    const Name name = nameFrom(text);
    if (name.word == "limit") {
        if (isSingle(name, text, m_hasLimit))
            takeLimit(value);
    } else if (name.word == "cursor") {
        if (isSingle(name, text, m_hasCursor))
            m_query.cursor = value;
    } else if (name.word == "sort") {
        takeSort(name, text, value);
    } else if (name.word != "filter") {
        // A slip here would silently show all there is.
        if (name.word.startsWith("filter."))
            problem("filter", "is written filter[field]: " + text + '.');
    } else if (!name.isWhole) {
        problem("filter", "has a bracket that is not closed, or text behind one: " + text + '.');
    } else if (!name.brackets.isEmpty()) {
        takeCondition(name, text, value);
    } else if (!value.isEmpty() && isSingle(name, text, m_hasFilterText)) {
        takeFilterText(value);
    }
}

void Reading::takeLimit(const QByteArray& value)
{
    bool isNumber = !value.isEmpty() && isElement(value); // digits alone
    const int number = isNumber ? value.toInt(&isNumber) : 0;
    if (isNumber && number >= 1 && number <= ListLimits::maxPage)
        m_query.limit = number;
    else
        problem(
            "limit",
            "must be a whole number from 1 to " + QByteArray::number(ListLimits::maxPage) + '.');
}

void Reading::takeSort(const Name& name, const QByteArray& text, const QByteArray& value)
{
    if (!name.isWhole || name.brackets.size() > 1 ||
        (name.brackets.size() == 1 && !isElement(name.brackets.front())))
        problem("sort", "is a list of fields with commas between them, not " + text + '.');
    else if (!value.isEmpty())
        m_sorts << value;
}

void Reading::takeFilterText(const QByteArray& value)
{
    auto json = JsonText::parse(QByteArrayView(value));
    if (!json) {
        problem(
            "filter", "is not valid JSON at byte " + QByteArray::number(json.error().offset) +
                          ": " + json.error().message.toUtf8());
        return;
    }
    merge(filterFrom(*json), [this](std::vector<FilterTerm> terms) {
        m_query.filter = std::move(terms);
    });
}

void Reading::takeCondition(const Name& name, const QByteArray& text, const QByteArray& value)
{
    Condition condition;
    QByteArrayList rest = name.brackets;
    if (rest.size() > 1 && isElement(rest.back())) {
        condition.isArray = true;
        rest.removeLast();
    }
    if (rest.size() > 1 && rest.back().startsWith('$')) {
        condition.opWord = rest.takeLast();
        condition.op = filterOperator(condition.opWord);
        if (!condition.op)
            return problem(
                "filter." + rest.join('.'), "has an unknown operator: " + condition.opWord + '.');
    }
    condition.path = rest.join('.');
    const bool isPath = std::none_of(rest.begin(), rest.end(), [](const QByteArray& part) {
        return part.isEmpty() || part.startsWith('$');
    });
    if (!isPath)
        return problem("filter", "must name a field, then an operator: " + text + '.');
    const auto same =
        std::find_if(m_conditions.begin(), m_conditions.end(), [&](const Condition& one) {
            return one.path == condition.path && one.op == condition.op;
        });
    if (same != m_conditions.end()) {
        same->isArray = same->isArray || condition.isArray;
        same->values << value;
    } else if (std::ssize(m_conditions) <= ListLimits::maxTerms) { // one too many is told below
        condition.values << value;
        m_conditions.push_back(std::move(condition));
    }
}

void Reading::finishCondition(const Condition& condition)
{
    const bool isMany = condition.isArray || condition.values.size() > 1;
    FilterTerm term{condition.path, condition.op.value_or(FilterOperator::Equal), {}};
    if (!condition.op && isMany)
        term.op = FilterOperator::In;
    if (isMany && term.op != FilterOperator::In && term.op != FilterOperator::NotIn)
        return problem(
            "filter." + condition.path,
            "needs one value for " + condition.opWord + "; several are for $in and $nin.");
    for (const QByteArray& value : condition.values)
        term.values.push_back(FilterValue::text(value));
    m_query.filter.push_back(std::move(term));
}

Checked<ListQuery> Reading::finish()
{
    if (m_hasFilterText && !m_conditions.empty())
        problem("filter", "is either one JSON text or stands in brackets, not both.");
    for (const Condition& condition : m_conditions)
        finishCondition(condition);
    merge(sortFrom(m_sorts.join(',')), [this](std::vector<SortField> sort) {
        m_query.sort = std::move(sort);
    });
    if (m_problems.empty())
        merge(checkQuery(m_query).map([] { return true; }), [](bool) {});
    if (!m_problems.empty())
        return refuse(std::move(m_problems));
    return std::move(m_query);
}

} // namespace

Checked<ListQuery> listQueryOf(const Resource& resource, const ListParameters& parameters)
{
    Reading reading(resource);
    for (const auto& [name, value] : parameters)
        reading.take(name, value);
    return reading.finish();
}

} // namespace stateroom::business
