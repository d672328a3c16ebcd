// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/copykeys.h"

#include "core/actions/actionslice.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 64;

struct Progress {
    std::optional<Revision> revision; ///< what is copied; found by the first slice
    std::optional<Key> after;
    size_t next = 0; ///< of the named keys
    CopyReport report;
};

class Copy {
public:
    explicit Copy(CopyRequest request)
        : m_request(std::move(request))
    {
    }

    Result<bool> operator()(ActionSlice& slice, Progress& progress) const
    {
        if (!progress.revision) {
            auto position = slice.read().position();
            if (!position)
                return failureOf(position);
            progress.revision = position->lastRevision;
        }
        return m_request.from.isNamed() ? named(slice, progress) : range(slice, progress);
    }

private:
    Result<bool> named(ActionSlice& slice, Progress& progress) const
    {
        const auto& keys = *m_request.from.keys;
        while (progress.next < keys.size()) {
            if (slice.isOver())
                return true;
            auto entry = slice.read().getAsOf(
                {m_request.from.space, keys[progress.next]}, *progress.revision);
            if (!entry)
                return failureOf(entry);
            if (*entry) {
                if (auto done = one(slice, **entry, progress.report); !done)
                    return failureOf(done);
            }
            ++progress.next;
        }
        return false;
    }

    Result<bool> range(ActionSlice& slice, Progress& progress) const
    {
        for (;;) {
            auto page = slice.read().pageAsOf(
                m_request.from.space, {m_request.from.prefix, progress.after, pageSize},
                *progress.revision);
            if (!page)
                return failureOf(page);
            for (const Entry& entry : page->entries) {
                if (slice.isOver())
                    return true;
                if (auto done = one(slice, entry, progress.report); !done)
                    return failureOf(done);
                progress.after = entry.key;
            }
            if (!page->more)
                return false;
            if (slice.isOver())
                return true;
        }
    }

    Result<void> one(ActionSlice& slice, const Entry& entry, CopyReport& report) const
    {
        if (entry.expiresAt && *entry.expiresAt <= slice.at())
            return {};
        const EntryName target{m_request.to, entry.key};
        auto there = slice.read().get(target);
        if (!there)
            return failureOf(there);
        if (*there && (!m_request.overwrite || ((*there)->value == entry.value &&
                                                (*there)->expiresAt == entry.expiresAt))) {
            ++report.skipped;
            return {};
        }
        ++report.copied;
        return slice.set(target, entry.value, {.expiresAt = entry.expiresAt});
    }

    const CopyRequest m_request;
};

} // namespace

void copyKeys(
    Store& store, Attribution by, CopyRequest request, QObject* context,
    std::function<void(Result<CopyReport>)> done, ActionOnce<CopyReport> once)
{
    for (const Namespace& space : {request.from.space, request.to}) {
        if (auto open = checkIsData(space); !open)
            return done(failureOf(open));
    }
    if (request.from.space == request.to)
        return done(fail(ErrorCode::InvalidInput, u"A namespace cannot be copied to itself."_s));
    const bool dryRun = request.dryRun;
    runAction<Progress>(
        store, std::move(by), dryRun, {},
        stepOnce<Progress>(Copy(std::move(request)), std::move(once)), context,
        [done = std::move(done)](Result<Progress> progress, OperationId operation) {
            if (!progress)
                return done(failureOf(progress));
            progress->report.operation = operation;
            done(std::move(progress->report));
        });
}

} // namespace stateroom
