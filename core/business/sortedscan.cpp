// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listscan.h"
#include "core/business/records.h"

#include <algorithm>

namespace stateroom::business {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView idField = "id";
constexpr int mostAtOnce = 512;
/// Longer keys are left out of cursors, which stand in URLs.
constexpr qsizetype longestKey = 768;
/// Of the ids that a cursor bears, at least one.
constexpr qsizetype mostIdBytes = 4096;
/// With all else, of which this leaves it the room.
constexpr qsizetype mostBytes = 6000;

} // namespace

SortedScan::SortedScan(const ScanQuestion& question, ListPlan plan, const ListCursor* from)
    : m_question(question)
    , m_plan(std::move(plan))
{
    if (from)
        m_at = *from;
    m_at.index = m_plan.index;
}

/// The key of a record as it was then, where the cursor could not bear it.
Result<QByteArray> SortedScan::recallPlace(Reader& reader, const ListPlace& place) const
{
    if (place.version.isEmpty())
        return place.key;
    const EntryName name{m_question.resource.space(), Key(place.id)};
    const Version version(place.version.toLongLong());
    auto shown = reader.version(name, version);
    if (!shown && shown.error().code == ErrorCode::NotFound)
        return fail(
            ErrorCode::InvalidInput, u"The cursor is of a record that is not held any more."_s,
            u"Begin the list anew."_s);
    if (!shown)
        return failureOf(shown);
    return keyOf({place.id, shown->value.value_or(JsonText()), version});
}

/// Those that were found before; as they are now.
Result<void> SortedScan::recall(Reader& reader)
{
    m_recalled = true;
    for (const auto& [place, key] :
         {std::pair(&m_at.place, &m_begin), std::pair(&m_at.horizon, &m_horizon)}) {
        auto recalled = recallPlace(reader, *place);
        if (!recalled)
            return failureOf(recalled);
        *key = std::move(*recalled);
    }
    const QByteArrayList ids = m_at.bestIds();
    for (const QByteArray& id : ids) {
        auto found = reader.value({m_question.resource.space(), Key(id)});
        if (!found)
            return failureOf(found);
        if (*found)
            consider({id, std::move((*found)->value), (*found)->version});
    }
    return {};
}

/// What its place is told by: the fields, then the id, each the way round that was asked for.
QByteArray SortedScan::keyOf(const Record& record) const
{
    QByteArray key;
    qsizetype begin = 0;
    for (const SortField& field : m_question.sort) {
        begin = key.size();
        if (field.path == idField)
            appendTextKey(key, record.id, wholeKey);
        else
            appendSortKey(key, valueAt(record.value, field.path), wholeKey);
        if (field.descending)
            invert(key, begin);
    }
    begin = key.size();
    appendTextKey(key, record.id, wholeKey);
    if (m_question.sort.back().descending)
        invert(key, begin);
    return key;
}

void SortedScan::consider(Record record)
{
    // One that was found before may have moved since.
    if (const QByteArray known = m_bestKeys.take(record.id); !known.isEmpty()) {
        m_bestBytes -= m_best.at(known).value.bytes().size();
        m_best.erase(known);
    }
    if (!m_question.filter.matches(record.value))
        return;
    QByteArray key = keyOf(record);
    if (key < m_begin || (key == m_begin && !m_at.place.itself))
        return;
    const bool isBeyond = !m_horizon.isEmpty() && key >= m_horizon;
    if (isBeyond || (isFull() && std::prev(m_best.end())->first < key))
        return leaveOut(key, record);
    m_bestKeys.insert(record.id, key);
    m_bestBytes += record.value.bytes().size();
    m_best.emplace(std::move(key), std::move(record));
    while (
        std::ssize(m_best) > m_question.limit + 1 ||
        (m_best.size() > 1 &&
         m_bestBytes - std::prev(m_best.end())->second.value.bytes().size() > m_question.maxBytes))
        dropLast();
}

/// Draws the horizon here where that is nearer.
void SortedScan::leaveOut(const QByteArray& key, const Record& record)
{
    if (!m_horizon.isEmpty() && key >= m_horizon)
        return;
    m_horizon = key;
    m_at.horizon = placeOf(key, record);
    m_at.horizon.itself = true;
}

/// Whether nothing that comes behind the last of them can be on the page.
bool SortedScan::isFull() const
{
    return std::ssize(m_best) == m_question.limit + 1 || m_bestBytes > m_question.maxBytes;
}

void SortedScan::dropLast()
{
    const auto last = std::prev(m_best.end());
    leaveOut(last->first, last->second);
    m_bestBytes -= last->second.value.bytes().size();
    m_bestKeys.remove(last->second.id);
    m_best.erase(last);
}

Result<std::vector<SortedScan::Found>> SortedScan::readAll(Reader& reader, int limit)
{
    PageRequest request{.limit = limit, .maxBytes = m_question.maxBytes};
    if (!m_at.scanId.isEmpty())
        request.after = Key(m_at.scanId);
    auto read = reader.page(m_question.resource.space(), request);
    if (!read)
        return failureOf(read);
    m_ended = !read->more;
    std::vector<Found> found;
    for (Entry& entry : read->entries)
        found.push_back(
            {{{}, entry.key}, {entry.key.bytes(), std::move(entry.value), entry.version}});
    return found;
}

/// Each id is a stretch of its own.
Result<std::vector<SortedScan::Found>> SortedScan::readIds(Reader& reader, int limit)
{
    std::vector<Found> found;
    for (; limit > 0 && m_at.stretch < m_plan.ids->size(); ++m_at.stretch, --limit) {
        auto record = readRecord(reader, m_question.resource, (*m_plan.ids)[m_at.stretch]);
        if (!record)
            return failureOf(record);
        if (*record)
            found.push_back({{{}, Key((*record)->id)}, std::move(**record)});
    }
    m_ended = m_at.stretch >= m_plan.ids->size();
    return found;
}

/// The next records of the stretch that is being read.
Result<std::vector<SortedScan::Found>> SortedScan::read(Reader& reader, int limit)
{
    if (m_plan.ids)
        return readIds(reader, limit);
    if (m_plan.index < 0)
        return readAll(reader, limit);
    std::vector<Found> found;
    if (m_at.stretch >= std::ssize(m_plan.stretches)) {
        m_ended = true;
        return found;
    }
    const PlanStretch& stretch = m_plan.stretches[size_t(m_at.stretch)];
    IndexRequest request{
        .index = m_plan.index,
        .lower = stretch.prefix + stretch.lower,
        .upper = stretch.prefix + stretch.upper,
        .limit = limit,
        .maxBytes = m_question.maxBytes};
    if (!m_at.scanKey.isEmpty())
        request.after = IndexPosition{m_at.scanKey, Key(m_at.scanId)};
    auto read = reader.indexed(m_question.resource.space(), request);
    if (!read)
        return failureOf(read);
    for (IndexedEntry& entry : read->entries)
        found.push_back(
            {entry.position,
             {entry.position.key.bytes(), std::move(entry.entry.value), entry.entry.version}});
    if (!read->more) {
        ++m_at.stretch;
        m_at.scanKey.clear();
        m_at.scanId.clear();
    }
    return found;
}

Result<bool> SortedScan::step(Reader& reader, int examine)
{
    if (!m_recalled) {
        if (auto recalled = recall(reader); !recalled)
            return failureOf(recalled);
    }
    while (!m_ended && examine > 0) {
        const int left = m_question.maxExamined - m_examined;
        if (left <= 0) {
            pause();
            return true;
        }
        const int stretch = m_at.stretch;
        auto found = read(reader, std::min({examine, left, mostAtOnce}));
        if (!found)
            return failureOf(found);
        if (!found->empty() && stretch == m_at.stretch) {
            m_at.scanKey = found->back().position.sortKey;
            m_at.scanId = found->back().position.key.bytes();
        }
        m_examined += int(found->size());
        examine -= std::max(1, int(found->size()));
        for (Found& one : *found)
            consider(std::move(one.record));
    }
    if (m_ended)
        finish();
    return m_ended;
}

ListPlace SortedScan::placeOf(const QByteArray& key, const Record& record)
{
    if (key.size() <= longestKey)
        return {key, {}, {}, false};
    return {{}, record.id, QByteArray::number(record.version.value()), false};
}

/// All have been looked at.
void SortedScan::finish()
{
    qint64 bytes = m_question.bytesBefore;
    ListPlace place = m_at.place;
    auto at = m_best.begin();
    for (; at != m_best.end() && std::ssize(records) < m_question.limit; ++at) {
        const qint64 size = at->second.value.bytes().size();
        if (bytes > 0 && bytes + size > m_question.maxBytes)
            break;
        bytes += size;
        place = placeOf(at->first, at->second);
        records.push_back(std::move(at->second));
    }
    if (at == m_best.end()) {
        if (!m_at.horizon.isSomewhere())
            return;
        place = m_at.horizon; // also when nothing is left before it
    }
    next.emplace();
    next->index = m_plan.index;
    next->place = std::move(place);
}

/// As many as may be have been looked at: the next request goes on.
void SortedScan::pause()
{
    m_at.unfinished = true;
    m_at.best.clear();
    // Of a group, which the key in the index begins with, the cursor bears that, too.
    const qsizetype others = m_at.place.key.size() + m_at.place.id.size() + longestKey +
                             2 * m_at.scanKey.size() + m_at.scanId.size();
    const qsizetype room = std::min(mostIdBytes, mostBytes - others);
    QByteArrayList ids;
    qsizetype size = 0;
    for (const auto& [key, record] : m_best) {
        if (!ids.isEmpty() && size + record.id.size() >= room) {
            leaveOut(key, record);
            break;
        }
        ids << record.id;
        size += record.id.size() + 1;
    }
    m_at.best = ids.join('\0');
    next = m_at;
}

} // namespace stateroom::business
