// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/deletekeys.h"

#include "core/actions/actionslice.h"

namespace stateroom {

namespace {

constexpr int pageSize = 500;

struct Progress {
    std::optional<Key> after;
    size_t next = 0; ///< of the named keys
    DeleteReport report;

    void count(const Key& key)
    {
        ++report.deleted;
        if (report.sample.size() < DeleteReport::maxSample)
            report.sample.push_back(key);
    }
};

Result<void> deleteOne(ActionSlice& slice, const EntryName& name, Progress& progress)
{
    auto removed = slice.remove(name);
    if (!removed)
        return failureOf(removed);
    if (*removed)
        progress.count(name.key);
    return {};
}

Result<bool> deleteNamed(const Scope& scope, ActionSlice& slice, Progress& progress)
{
    const auto& keys = *scope.keys;
    while (progress.next < keys.size()) {
        if (slice.isOver())
            return true;
        if (auto done = deleteOne(slice, {scope.space, keys[progress.next]}, progress); !done)
            return failureOf(done);
        ++progress.next;
    }
    return false;
}

Result<bool> deleteRange(const Scope& scope, ActionSlice& slice, Progress& progress)
{
    for (;;) {
        auto page = slice.read().keys(scope.space, {scope.prefix, progress.after, pageSize});
        if (!page)
            return failureOf(page);
        for (const Key& key : page->keys) {
            if (slice.isOver())
                return true;
            if (slice.isDry())
                progress.count(key);
            else if (auto done = deleteOne(slice, {scope.space, key}, progress); !done)
                return failureOf(done);
            progress.after = key;
        }
        if (!page->more)
            return false;
        if (slice.isOver())
            return true;
    }
}

} // namespace

void deleteKeys(
    Store& store, Attribution by, Scope scope, bool dryRun, QObject* context,
    std::function<void(Result<DeleteReport>)> done, ActionOnce<DeleteReport> once)
{
    if (auto open = checkIsData(scope.space); !open)
        return done(failureOf(open));
    runAction<Progress>(
        store, std::move(by), dryRun, {},
        stepOnce<Progress>(
            [scope = std::move(scope)](ActionSlice& slice, Progress& progress) {
                return scope.isNamed() ? deleteNamed(scope, slice, progress)
                                       : deleteRange(scope, slice, progress);
            },
            std::move(once)),
        context, [done = std::move(done)](Result<Progress> progress, OperationId operation) {
            if (!progress)
                return done(failureOf(progress));
            progress->report.operation = operation;
            done(std::move(progress->report));
        });
}

} // namespace stateroom
