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
            source.after = IndexPosition{stretch.prefix + from->place.key, Key(from->place.id)};
        source.chunk = count == 1 ? question.limit + 1 : question.limit / count + 2;
        m_sources.push_back(std::move(source));
    }
    if (from && !from->group.isEmpty())
        beginGroup(from->group, from);
}

Result<IndexPage> OrderedScan::readChunk(Reader& reader, const Source& source) const
{
    const Namespace space = m_question.resource.space();
    const PlanStretch& stretch = source.stretch;
    if (m_plan.index >= 0)
        return reader.indexed(
            space, {.index = m_plan.index,
                    .lower = stretch.prefix + stretch.lower,
                    .upper = stretch.prefix + stretch.upper,
                    .after = source.after,
                    .descending = m_plan.descending,
                    .limit = source.chunk,
                    .maxBytes = m_question.maxBytes});
    PageRequest request{
        .limit = source.chunk, .descending = m_plan.descending, .maxBytes = m_question.maxBytes};
    if (source.after)
        request.after = source.after->key;
    auto read = reader.page(space, request);
    if (!read)
        return failureOf(read);
    IndexPage page{{}, read->more};
    for (Entry& entry : read->entries)
        page.entries.push_back({{{}, entry.key}, {std::move(entry.value), entry.version}});
    return page;
}

Result<void> OrderedScan::fill(Reader& reader, Source& source)
{
    auto read = readChunk(reader, source);
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

/// What the row's sort key and those of the others of its group begin with, behind the prefix; most
/// rows have none.
std::optional<QByteArray> OrderedScan::groupOf(const Source& source) const
{
    const QByteArrayView suffix = suffixOf(source.stretch, source.head());
    if (m_plan.index < 0 || suffix.size() <= keptKeyBytes)
        return std::nullopt;
    const Index& index = m_question.resource.indexes[size_t(m_plan.index)];
    QByteArray group;
    for (qsizetype i = m_plan.equalFields; i < index.size(); ++i) {
        const auto value = valueAt(source.head().entry.value, index[i]);
        appendSortKey(group, value, keptKeyBytes);
        if (fillsKey(value))
            return suffix.startsWith(group) ? std::optional(group) : std::nullopt;
    }
    return std::nullopt;
}

/// `from`: to go on within it.
void OrderedScan::beginGroup(const QByteArray& group, const ListCursor* from)
{
    ListPlan plan;
    plan.index = m_plan.index;
    for (const PlanStretch& stretch : m_plan.stretches) {
        PlanStretch within = stretch;
        within.lower = std::max(stretch.lower, group);
        within.upper = std::min(stretch.upper, group + endOfSortKeys());
        plan.stretches.push_back(std::move(within));
    }
    ScanQuestion question = m_question;
    question.limit -= int(records.size());
    question.maxExamined = std::max(1, question.maxExamined - m_examined);
    question.bytesBefore = m_bytes;
    m_groupKey = group;
    m_group = std::make_unique<SortedScan>(question, std::move(plan), from);
}

/// True when the page ends here.
Result<bool> OrderedScan::stepGroup(Reader& reader, int examine)
{
    auto done = m_group->step(reader, examine);
    if (!done || !*done)
        return done;
    for (Record& record : m_group->records) {
        m_bytes += record.value.bytes().size();
        records.push_back(std::move(record));
    }
    if (m_group->next) {
        next = std::move(m_group->next);
        next->ordered = true;
        next->group = m_groupKey;
        return true;
    }
    m_examined += m_group->examined();
    leaveGroup();
    if (m_examined < m_question.maxExamined)
        return false;
    next = m_last;
    return true;
}

/// On to what stands behind the group.
void OrderedScan::leaveGroup()
{
    m_group.reset();
    m_last.place.key = m_plan.descending ? m_groupKey : m_groupKey + endOfSortKeys();
    m_last.place.id.clear();
    for (Source& source : m_sources) {
        source.after = IndexPosition{source.stretch.prefix + m_last.place.key, Key()};
        source.read.clear();
        source.next = 0;
        source.ended = false;
    }
}

/// Takes the next row; true when the page ends before it, or with it, and there may be more.
bool OrderedScan::take(Source& source)
{
    const auto group = groupOf(source);
    if (group && !isFull()) {
        beginGroup(*group, nullptr);
        return false;
    }
    const IndexedEntry& found = source.head();
    if (m_question.filter.matches(found.entry.value)) {
        const qint64 size = found.entry.value.bytes().size();
        if (isFull() || (m_bytes > 0 && m_bytes + size > m_question.maxBytes)) {
            next = m_last;
            return true;
        }
        m_bytes += size;
        records.push_back({found.position.key.bytes(), found.entry.value, found.entry.version});
    }
    // Of a full page's last group it is only asked whether it has one more: it is not done with.
    if (!group) {
        m_last.place.key = suffixOf(source.stretch, found).toByteArray();
        m_last.place.id = found.position.key.bytes();
    }
    ++source.next;
    if (++m_examined < m_question.maxExamined)
        return false;
    next = m_last;
    return true;
}

Result<bool> OrderedScan::step(Reader& reader, int examine)
{
    for (int i = 0; i < examine; ++i) {
        if (m_group) {
            auto ended = stepGroup(reader, examine);
            if (!ended || *ended || m_group)
                return ended;
            continue;
        }
        auto source = nextSource(reader);
        if (!source)
            return failureOf(source);
        if (!*source)
            return true;
        if (take(**source))
            return true;
    }
    return false;
}

} // namespace stateroom::business
