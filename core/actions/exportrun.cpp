// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/exportrun.h"

#include "core/json/jsonobject.h"
#include "core/store/opname.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pieceBytes = 512 * 1024;
constexpr int pageSize = 500;
constexpr int historyPage = 50;

bool matches(const std::vector<QByteArray>& wanted, const Namespace& space)
{
    return wanted.empty() ||
           std::any_of(wanted.begin(), wanted.end(), [&space](const QByteArray& pattern) {
               return pattern == space.text() ||
                      (pattern.endsWith("/*") && pattern.chopped(2) == space.kind());
           });
}

} // namespace

ExportRun::ExportRun(ExportRequest request)
    : m_request(std::move(request))
{
}

Result<void> ExportRun::begin(Reader& reader, Timestamp now)
{
    auto position = reader.position();
    if (!position)
        return failureOf(position);
    auto spaces = reader.namespaces();
    if (!spaces)
        return failureOf(spaces);
    for (NamespaceInfo& info : *spaces) {
        if (!info.space.isSystem() && matches(m_request.namespaces, info.space))
            m_spaces.push_back(std::move(info.space));
    }
    m_revision = position->lastRevision;
    m_end = position->last;
    m_startedAt = now;
    m_begun = true;
    return {};
}

Result<QByteArray> ExportRun::next(Reader& reader, Timestamp now)
{
    QByteArray text;
    if (!m_begun) {
        if (auto begun = begin(reader, now); !begun)
            return failureOf(begun);
        text = R"({"stateroom":"export","format":1,"history":)" +
               QByteArray(m_request.history ? "true" : "false") + "}\n";
    }
    while (m_next < m_spaces.size() && text.size() < pieceBytes) {
        auto more = m_request.history ? readHistories(reader, text) : readEntries(reader, text);
        if (!more)
            return failureOf(more);
        if (*more)
            continue;
        m_after.reset();
        ++m_next;
    }
    if (m_next == m_spaces.size()) {
        m_done = true;
        text += R"({"end":true,"entries":)" + QByteArray::number(m_entries) + R"(,"changes":)" +
                QByteArray::number(m_changes) + "}\n";
    }
    return text;
}

/// Whether nothing in the namespace in hand was changed since: what is there now is what was then,
/// and costs less to read.
Result<bool> ExportRun::stoodStill(Reader& reader) const
{
    auto info = reader.space(space());
    if (!info)
        return failureOf(info);
    return *info && (*info)->lastChange <= m_end;
}

Result<bool> ExportRun::readEntries(Reader& reader, QByteArray& text)
{
    auto still = stoodStill(reader);
    if (!still)
        return failureOf(still);
    const PageRequest request{.after = m_after, .limit = pageSize, .maxBytes = pieceBytes};
    auto page =
        *still ? reader.page(space(), request) : reader.pageAsOf(space(), request, m_revision);
    if (!page)
        return failureOf(page);
    for (const Entry& entry : page->entries)
        addEntry(text, entry);
    if (!page->entries.empty())
        m_after = page->entries.back().key;
    return page->more;
}

void ExportRun::addEntry(QByteArray& text, const Entry& entry)
{
    if (entry.expiresAt && *entry.expiresAt <= m_startedAt)
        return;
    JsonObject line;
    line.addText("namespace", space().text())
        .addText("key", entry.key.bytes())
        .add("value", entry.value);
    if (entry.expiresAt)
        line.addText("expiresAt", entry.expiresAt->toIso());
    text += line.take() + '\n';
    ++m_entries;
}

Result<bool> ExportRun::readHistories(Reader& reader, QByteArray& text)
{
    if (m_longKey) {
        if (auto read = readLongHistory(reader, text); !read)
            return failureOf(read);
        return true;
    }
    auto page = reader.knownKeys(space(), {{}, m_after, pageSize});
    if (!page)
        return failureOf(page);
    for (const KnownKey& known : page->keys) {
        if (auto read = readHistory(reader, known.key, text); !read)
            return failureOf(read);
        m_after = known.key;
        if (text.size() >= pieceBytes || m_longKey)
            return true;
    }
    return page->more;
}

Result<void> ExportRun::readHistory(Reader& reader, const Key& key, QByteArray& text)
{
    const EntryName name{space(), key};
    auto page = reader.history(name, historyPage, std::nullopt, pieceBytes);
    if (!page)
        return failureOf(page);
    if (!page->more) {
        for (auto change = page->changes.rbegin(); change != page->changes.rend(); ++change)
            addChange(text, *change);
        return {};
    }
    m_longKey = key;
    m_versions.clear();
    for (;;) {
        for (const Change& change : page->changes)
            m_versions.push_back(change.version);
        if (!page->more)
            return {};
        page = reader.history(name, historyPage, m_versions.back(), pieceBytes);
        if (!page)
            return failureOf(page);
    }
}

Result<void> ExportRun::readLongHistory(Reader& reader, QByteArray& text)
{
    const EntryName name{space(), *m_longKey};
    while (!m_versions.empty() && text.size() < pieceBytes) {
        auto page = reader.history(name, 1, m_versions.back().next());
        if (!page)
            return failureOf(page);
        // Compaction may have dropped it meanwhile.
        if (!page->changes.empty() && page->changes.front().version == m_versions.back())
            addChange(text, page->changes.front());
        m_versions.pop_back();
    }
    if (m_versions.empty())
        m_longKey.reset();
    return {};
}

void ExportRun::addChange(QByteArray& text, const Change& change)
{
    if (change.seq > m_end)
        return;
    JsonObject line;
    line.addText("namespace", space().text())
        .addText("key", change.name.key.bytes())
        .add("version", change.version.value())
        .addText("op", opName(change.op));
    if (change.value)
        line.add("value", *change.value);
    if (change.expiresAt)
        line.addText("expiresAt", change.expiresAt->toIso());
    line.addText("at", change.at().toIso());
    text += line.take() + '\n';
    ++m_changes;
    m_entries += m_lastTold == change.name ? 0 : 1;
    m_lastTold = change.name;
}

} // namespace stateroom
