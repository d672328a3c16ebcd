// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/importdecisions.h"

namespace stateroom {

namespace {

constexpr size_t otherSeed = 0x9e3779b97f4a7c15; // any that is not 0

} // namespace

Result<ImportDecision> ImportDecisions::decide(
    Reader& reader, const ImportEntry& entry, Timestamp now, ImportReport& report)
{
    if (!entry.isChange && entry.expiresAt && *entry.expiresAt <= now) {
        ++report.expired;
        return ImportDecision::Leave;
    }
    Standing& standing = m_standings[{qHash(entry.name, 0), qHash(entry.name, otherSeed)}];
    if (standing == Standing::Left)
        return ImportDecision::Leave;
    auto present = reader.get(entry.name);
    if (!present)
        return failureOf(present);
    const bool exists = *present && !(m_request.clear && m_request.dryRun);
    const bool isSame = exists && !entry.isChange && entry.value &&
                        (*present)->value == *entry.value &&
                        (*present)->expiresAt == entry.expiresAt;
    if (standing == Standing::Ours)
        return isSame ? ImportDecision::Leave : ImportDecision::Write;
    if (isSame) {
        report.unchanged += standing == Standing::New ? 1 : 0;
        standing = Standing::Same;
        return ImportDecision::Leave;
    }
    report.unchanged -= standing == Standing::Same ? 1 : 0;
    const ImportDecision decision = count(entry, exists, report);
    standing = decision == ImportDecision::Write ? Standing::Ours : Standing::Left;
    return decision;
}

ImportDecision
ImportDecisions::count(const ImportEntry& entry, bool exists, ImportReport& report) const
{
    if (!exists) {
        ++report.created;
        return ImportDecision::Write;
    }
    switch (m_request.onConflict) {
    case ImportConflict::Replace:
        ++report.replaced;
        return ImportDecision::Write;
    case ImportConflict::Keep:
        ++report.skipped;
        return ImportDecision::Leave;
    case ImportConflict::Fail:
        if (++report.conflictCount <= qint64(ImportReport::maxConflicts))
            report.conflicts.push_back(entry.name);
        return ImportDecision::Conflict;
    }
    Q_UNREACHABLE();
}

} // namespace stateroom
