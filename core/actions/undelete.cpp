// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/undelete.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 200;

struct Progress {
    std::optional<Key> after;
    size_t next = 0; ///< of the named keys
    RestoreReport report;
};

/// The last value of a key that is gone.
struct LastValue {
    std::optional<HeldValue> value;
    bool expired = false; ///< rather than deleted
};

Result<LastValue> lastValue(Reader& reader, const EntryName& name)
{
    auto history = reader.history(name, 2);
    if (!history)
        return failureOf(history);
    LastValue last;
    for (Change& change : history->changes) {
        if (!change.value) {
            last.expired = change.op == ChangeOp::Expire;
            continue;
        }
        // The newest change of a key that is gone holds a value: its expiry is not recorded yet.
        if (&change == &history->changes.front())
            last.expired = true;
        last.value = HeldValue{std::move(*change.value), change.expiresAt};
        break;
    }
    return last;
}

class Undelete {
public:
    Undelete(Scope scope, std::optional<Revision> revision)
        : m_scope(std::move(scope))
        , m_revision(revision)
    {
    }

    Result<bool> operator()(ActionSlice& slice, Progress& progress) const
    {
        if (m_scope.isNamed())
            return named(slice, progress);
        return m_revision ? rangeAsOf(slice, progress) : rangeOfLast(slice, progress);
    }

private:
    Result<bool> named(ActionSlice& slice, Progress& progress) const
    {
        const auto& keys = *m_scope.keys;
        while (progress.next < keys.size()) {
            if (slice.isOver())
                return true;
            const EntryName name{m_scope.space, keys[progress.next]};
            if (auto done = oneNamed(slice, name, progress.report); !done)
                return failureOf(done);
            ++progress.next;
        }
        return false;
    }

    Result<void> oneNamed(ActionSlice& slice, const EntryName& name, RestoreReport& report) const
    {
        auto now = slice.read().value(name);
        if (!now)
            return failureOf(now);
        if (*now) {
            ++report.unchanged;
            return {};
        }
        std::optional<HeldValue> then;
        if (m_revision) {
            auto entry = slice.read().getAsOf(name, *m_revision);
            if (!entry)
                return failureOf(entry);
            if (*entry)
                then = HeldValue::of(std::move(**entry));
        } else {
            auto last = lastValue(slice.read(), name);
            if (!last)
                return failureOf(last);
            then = std::move(last->value);
        }
        if (!then && m_scope.keys->size() == 1)
            return fail(ErrorCode::NotFound, u"History holds no value of this key."_s);
        return bringBack(slice, name, std::move(then), Asked::ByName, Newer::Keep, report);
    }

    Result<bool> rangeAsOf(ActionSlice& slice, Progress& progress) const
    {
        for (;;) {
            auto page = slice.read().pastKeys(
                m_scope.space, {m_scope.prefix, progress.after, pageSize}, *m_revision);
            if (!page)
                return failureOf(page);
            for (PastKey& past : page->keys) {
                if (slice.isOver())
                    return true;
                progress.after = past.key;
                progress.report.unchanged += past.exists ? 1 : 0;
                if (past.exists || !past.then)
                    continue;
                auto done = bringBack(
                    slice, {m_scope.space, past.key}, HeldValue::of(std::move(*past.then)),
                    Asked::AsOneOfMany, Newer::Keep, progress.report);
                if (!done)
                    return failureOf(done);
            }
            if (!page->more)
                return false;
            if (slice.isOver())
                return true;
        }
    }

    Result<bool> rangeOfLast(ActionSlice& slice, Progress& progress) const
    {
        for (;;) {
            auto page =
                slice.read().knownKeys(m_scope.space, {m_scope.prefix, progress.after, pageSize});
            if (!page)
                return failureOf(page);
            for (const KnownKey& known : page->keys) {
                if (slice.isOver())
                    return true;
                if (auto done = oneOfMany(slice, known, progress.report); !done)
                    return failureOf(done);
                progress.after = known.key;
            }
            if (!page->more)
                return false;
            if (slice.isOver())
                return true;
        }
    }

    Result<void> oneOfMany(ActionSlice& slice, const KnownKey& known, RestoreReport& report) const
    {
        if (known.exists) {
            ++report.unchanged;
            return {};
        }
        const EntryName name{m_scope.space, known.key};
        auto last = lastValue(slice.read(), name);
        if (!last)
            return failureOf(last);
        if (last->expired) {
            ++report.expired;
            return {};
        }
        return bringBack(
            slice, name, std::move(last->value), Asked::AsOneOfMany, Newer::Keep, report);
    }

    const Scope m_scope;
    const std::optional<Revision> m_revision;
};

} // namespace

void undeleteKeys(
    Store& store, Attribution by, UndeleteRequest request, QObject* context,
    std::function<void(Result<RestoreReport>)> done, ActionOnce<RestoreReport> once)
{
    if (auto open = checkIsData(request.scope.space); !open)
        return done(failureOf(open));
    auto run = [&store, by = std::move(by), scope = std::move(request.scope),
                dryRun = request.dryRun, guard = QPointer<QObject>(context), once = std::move(once),
                done](std::optional<Revision> revision) mutable {
        runAction<Progress>(
            store, std::move(by), dryRun, {},
            stepOnce<Progress>(Undelete(std::move(scope), revision), std::move(once)), guard,
            [done](Result<Progress> progress, OperationId operation) {
                if (!progress)
                    return done(failureOf(progress));
                progress->report.operation = operation;
                done(std::move(progress->report));
            });
    };
    if (!request.from)
        return run(std::nullopt);
    findRevision(
        store, *request.from, context,
        [run = std::move(run), done](Result<Revision> revision) mutable {
            if (!revision)
                return done(failureOf(revision));
            run(*revision);
        });
}

} // namespace stateroom
