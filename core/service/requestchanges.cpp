// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/requestchanges.h"

namespace stateroom {

namespace {

constexpr int mostPages = 20;        // of the log, 500 changes each
constexpr Milliseconds slack{1'000}; // two clocks are asked, and the store's may stand ahead

/// The last change that was committed before `moment`: the log is in the order of time.
Result<Seq> lastBefore(Reader& reader, const LogPosition& log, Timestamp moment)
{
    qint64 low = log.floor.value();
    qint64 high = log.last.value();
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        auto page = reader.changes(Seq(middle), {}, 1);
        if (!page)
            return failureOf(page);
        if (page->changes.empty() || page->changes.front().committedAt >= moment)
            high = middle;
        else
            low = page->changes.front().seq.value();
    }
    return Seq(low);
}

} // namespace

Result<RequestChanges> changesOf(Reader& reader, const RequestReport& report)
{
    const auto log = reader.position();
    if (!log)
        return failureOf(log);
    auto at = lastBefore(reader, *log, report.at + -slack);
    if (!at)
        return failureOf(at);
    RequestChanges found;
    found.isWhole = *at > log->floor || log->floor == Seq();
    const Timestamp end = report.at + report.took + slack;
    for (int pages = 0; pages < mostPages; ++pages) {
        auto page = reader.changes(*at, {});
        if (!page)
            return failureOf(page);
        for (Change& change : page->changes) {
            if (change.committedAt > end)
                return found;
            if (change.by.requestId != report.requestId)
                continue;
            if (found.changes.size() == size_t(RequestChanges::maxChanges)) {
                found.more = true;
                return found;
            }
            found.changes.push_back(std::move(change));
        }
        if (!page->more)
            return found;
        *at = page->upTo;
    }
    found.isWhole = false;
    return found;
}

} // namespace stateroom
