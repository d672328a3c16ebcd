// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/importcheck.h"

#include <QElapsedTimer>
#include <QPointer>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sliceMs = 20;

Failure atLine(qint64 line, Error error)
{
    error.line = line;
    error.message = u"Line "_s + QString::number(line) + u": "_s + error.message;
    return fail(std::move(error));
}

} // namespace

ImportCheck::ImportCheck(ImportRequest request)
    : m_request(std::move(request))
{
}

Result<bool> ImportCheck::slice(Reader& reader, Timestamp now)
{
    QElapsedTimer timer;
    timer.start();
    do {
        const QByteArray line = m_request.source->readLine();
        if (line.isEmpty()) {
            if (auto judged = judgeEnd(); !judged)
                return failureOf(judged);
            return countCleared(reader);
        }
        ++m_line;
        if (line.trimmed().isEmpty())
            continue;
        auto parsed = parseImportLine(line, m_request.limits);
        if (!parsed)
            return atLine(m_line, std::move(parsed).error());
        if (auto judged = judge(reader, *parsed, now); !judged) {
            if (judged.error().code == ErrorCode::InvalidInput)
                return atLine(m_line, std::move(judged).error());
            return failureOf(judged);
        }
    } while (timer.elapsed() < sliceMs);
    return true;
}

Result<bool> ImportCheck::countCleared(Reader& reader)
{
    if (!m_request.clear || !m_request.dryRun)
        return false;
    for (const Namespace& space : m_spaces) {
        auto info = reader.space(space);
        if (!info)
            return failureOf(info);
        m_report.deleted += *info ? (*info)->keys : 0;
    }
    return false;
}

Result<void> ImportCheck::judge(Reader& reader, const ImportLine& line, Timestamp now)
{
    if (m_end)
        return fail(ErrorCode::InvalidInput, u"There is something behind the last line."_s);
    if (const auto* entry = std::get_if<ImportEntry>(&line))
        return judgeEntry(reader, *entry, now);
    if (const auto* end = std::get_if<ImportEnd>(&line)) {
        m_end = *end;
        return {};
    }
    if (m_hasHeader || m_entries > 0 || m_changes > 0)
        return fail(ErrorCode::InvalidInput, u"The export's head must be the first line."_s);
    m_hasHeader = true;
    return {};
}

Result<void> ImportCheck::judgeEntry(Reader& reader, const ImportEntry& entry, Timestamp now)
{
    const auto& judge = m_hasHeader ? m_request.judgeExported : m_request.judgeValue;
    if (judge && entry.value) {
        if (auto judged = judge(entry.name, *entry.value); !judged)
            return judged;
    }
    m_spaces.insert(entry.name.space);
    const bool again = entry.isChange && m_lastKey == entry.name;
    m_changes += entry.isChange ? 1 : 0;
    m_entries += again ? 0 : 1;
    m_lastKey = entry.name;
    // What is there matters to who only asks, and to who will not have it changed.
    if (again || (!m_request.dryRun && m_request.onConflict != ImportConflict::Fail))
        return {};
    if (m_request.clear && !m_request.dryRun)
        return {};
    auto decided = m_decisions.decide(reader, entry, now, m_report);
    if (!decided)
        return failureOf(decided);
    return {};
}

Result<void> ImportCheck::judgeEnd() const
{
    if (!m_hasHeader && !m_end)
        return {}; // written by hand
    if (!m_end)
        return fail(
            ErrorCode::InvalidInput, u"The export was cut: its last line is missing."_s,
            u"Export it again."_s);
    if (m_end->entries != m_entries || m_end->changes != m_changes)
        return fail(
            ErrorCode::InvalidInput,
            u"The export's last line tells of %1 entries and %2 changes, but there are %3 and %4."_s
                .arg(m_end->entries)
                .arg(m_end->changes)
                .arg(m_entries)
                .arg(m_changes));
    return {};
}

void checkImport(
    Store& store, const std::shared_ptr<ImportCheck>& check, QObject* context,
    std::function<void(Result<void>)> done)
{
    store.read(
        [check, now = store.now()](Reader& reader) { return check->slice(reader, now); }, context,
        [&store, check, guard = QPointer<QObject>(context),
         done = std::move(done)](Result<bool> more) mutable {
            if (!more)
                return done(failureOf(more));
            if (!*more)
                return done({});
            checkImport(store, check, guard, std::move(done));
        });
}

} // namespace stateroom
