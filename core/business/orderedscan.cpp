// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listscan.h"

#include <algorithm>

namespace stateroom::business {

namespace {

constexpr int mostAtOnce = 512;

/// What orders the rows of several stretches among each other.
QByteArrayView suffixOf(const PlanStretch& stretch, const IndexedEntry& found)
{
    return QByteArrayView(found.position.sortKey).sliced(stretch.prefix.size());
}

} // namespace

OrderedScan::OrderedScan(const ScanQuestion& question, ListPlan plan, const ListCursor* from)
    : m_question(question)
    , m_plan(std::move(plan))
{
    m_last.index = m_plan.index;
    m_last.ordered = true;
    const auto count = int(m_plan.stretches.size());
    for (const PlanStretch& stretch : m_plan.stretches) {
        Source source;
        source.stretch = stretch;
        if (from)
            source.after = IndexPosition{stretch.prefix + from->key, Key(from->id)};
        source.chunk = count == 1 ? question.limit + 1 : question.limit / count + 2;
        m_sources.push_back(std::move(source));
    }
}

Result<void> OrderedScan::fill(Reader& reader, Source& source)
{
    const PlanStretch& stretch = source.stretch;
    auto read = reader.indexed(
        m_question.resource.space(), {.index = m_plan.index,
                                      .lower = stretch.prefix + stretch.lower,
                                      .upper = stretch.prefix + stretch.upper,
                                      .after = source.after,
                                      .descending = m_plan.descending,
                                      .limit = source.chunk});
    if (!read)
        return failureOf(read);
    source.chunk = std::min(2 * source.chunk, mostAtOnce);
    source.ended = !read->more;
    source.read = std::move(read->entries);
    source.next = 0;
    if (!source.isEmpty())
        source.after = source.read.back().position;
    return {};
}

bool OrderedScan::comesBefore(const Source& a, const Source& b) const
{
    const QByteArrayView left = suffixOf(a.stretch, a.head());
    const QByteArrayView right = suffixOf(b.stretch, b.head());
    const auto& leftKey = a.head().position.key;
    const auto& rightKey = b.head().position.key;
    const bool less = left != right ? left < right : leftKey < rightKey;
    return less != m_plan.descending;
}

/// The one whose next row comes first; null when all have ended.
Result<OrderedScan::Source*> OrderedScan::nextSource(Reader& reader)
{
    Source* first = nullptr;
    for (Source& source : m_sources) {
        while (source.isEmpty() && !source.ended) {
            if (auto filled = fill(reader, source); !filled)
                return failureOf(filled);
        }
        if (!source.isEmpty() && (!first || comesBefore(source, *first)))
            first = &source;
    }
    return first;
}

/// True when the page ends here, and there may be more.
bool OrderedScan::take(const Source& source, const IndexedEntry& found)
{
    if (m_question.filter.matches(found.entry.value)) {
        if (std::ssize(page.records) == m_question.limit)
            return true;
        page.records.push_back(
            {found.position.key.bytes(), found.entry.value, found.entry.version});
    }
    m_last.key = suffixOf(source.stretch, found).toByteArray();
    m_last.id = found.position.key.bytes();
    return ++m_examined >= m_question.maxExamined;
}

Result<bool> OrderedScan::step(Reader& reader, int examine)
{
    for (int i = 0; i < examine; ++i) {
        auto source = nextSource(reader);
        if (!source)
            return failureOf(source);
        if (!*source)
            return true;
        if (take(**source, (*source)->head())) {
            page.nextCursor = cursorText(m_last, m_question.hash);
            return true;
        }
        ++(*source)->next;
    }
    return false;
}

} // namespace stateroom::business
