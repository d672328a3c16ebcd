// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/restore.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 200;

struct Progress {
    std::optional<Key> after;
    size_t next = 0; ///< of the named keys
    RestoreReport report;
};

std::optional<HeldValue> held(std::optional<Entry> entry)
{
    if (!entry)
        return std::nullopt;
    return HeldValue::of(std::move(*entry));
}

/// To a revision.
class Restore {
public:
    Restore(Scope scope, Revision revision, bool keepNewer)
        : m_scope(std::move(scope))
        , m_revision(revision)
        , m_newer(keepNewer ? Newer::Keep : Newer::Remove)
    {
    }

    Result<bool> operator()(ActionSlice& slice, Progress& progress) const
    {
        return m_scope.isNamed() ? named(slice, progress) : range(slice, progress);
    }

private:
    Result<bool> named(ActionSlice& slice, Progress& progress) const
    {
        const auto& keys = *m_scope.keys;
        while (progress.next < keys.size()) {
            if (slice.isOver())
                return true;
            const EntryName name{m_scope.space, keys[progress.next]};
            auto then = slice.read().getAsOf(name, m_revision);
            if (!then)
                return failureOf(then);
            auto done = bringBack(
                slice, name, held(std::move(*then)), Asked::ByName, m_newer, progress.report);
            if (!done)
                return failureOf(done);
            ++progress.next;
        }
        return false;
    }

    Result<bool> range(ActionSlice& slice, Progress& progress) const
    {
        for (;;) {
            auto page = slice.read().pastKeys(
                m_scope.space, {m_scope.prefix, progress.after, pageSize}, m_revision);
            if (!page)
                return failureOf(page);
            for (PastKey& past : page->keys) {
                if (slice.isOver())
                    return true;
                progress.after = past.key;
                if (auto done = one(slice, std::move(past), progress.report); !done)
                    return failureOf(done);
            }
            if (!page->more)
                return false;
            if (slice.isOver())
                return true;
        }
    }

    Result<void> one(ActionSlice& slice, PastKey past, RestoreReport& report) const
    {
        if (past.unchanged) {
            report.unchanged += past.exists ? 1 : 0;
            return {};
        }
        return bringBack(
            slice, {m_scope.space, std::move(past.key)}, held(std::move(past.then)),
            Asked::AsOneOfMany, m_newer, report);
    }

    const Scope m_scope;
    const Revision m_revision;
    const Newer m_newer;
};

ActionStep<Progress> toVersion(EntryName name, Version version)
{
    return
        [name = std::move(name), version](ActionSlice& slice, Progress& progress) -> Result<bool> {
            auto change = slice.read().version(name, version);
            if (!change)
                return failureOf(change);
            auto done = bringBack(
                slice, name, HeldValue{std::move(*change->value), change->expiresAt}, Asked::ByName,
                Newer::Remove, progress.report);
            if (!done)
                return failureOf(done);
            return false;
        };
}

} // namespace

void findRevision(
    Store& store, PastMoment moment, QObject* context, std::function<void(Result<Revision>)> done)
{
    store.read(
        [moment](Reader& reader) -> Result<Revision> {
            if (const auto* at = std::get_if<Timestamp>(&moment))
                return reader.revisionAt(*at);
            const Revision revision = std::get<Revision>(moment);
            auto position = reader.position();
            if (!position)
                return failureOf(position);
            if (revision > position->lastRevision)
                return fail(
                    ErrorCode::InvalidInput,
                    u"There is no revision "_s + QString::number(revision.value()) +
                        u": the last one is "_s + QString::number(position->lastRevision.value()) +
                        u'.');
            return revision;
        },
        context, std::move(done));
}

void restoreKeys(
    Store& store, Attribution by, RestoreRequest request, QObject* context,
    std::function<void(Result<RestoreReport>)> done, ActionOnce<RestoreReport> once)
{
    if (auto open = checkIsData(request.scope.space); !open)
        return done(failureOf(open));
    auto finish = [done](Result<Progress> progress, OperationId operation) {
        if (!progress)
            return done(failureOf(progress));
        progress->report.operation = operation;
        done(std::move(progress->report));
    };
    if (const auto* version = std::get_if<Version>(&request.to)) {
        if (!request.scope.isNamed() || request.scope.keys->size() != 1)
            return done(fail(ErrorCode::InvalidInput, u"A version is for one key."_s));
        return runAction<Progress>(
            store, std::move(by), request.dryRun, {},
            stepOnce<Progress>(
                toVersion({request.scope.space, request.scope.keys->front()}, *version),
                std::move(once)),
            context, std::move(finish));
    }
    const PastMoment moment = std::holds_alternative<Revision>(request.to)
                                  ? PastMoment(std::get<Revision>(request.to))
                                  : PastMoment(std::get<Timestamp>(request.to));
    findRevision(
        store, moment, context,
        [&store, by = std::move(by), request = std::move(request), finish = std::move(finish),
         guard = QPointer<QObject>(context), once = std::move(once),
         done](Result<Revision> revision) mutable {
            if (!revision)
                return done(failureOf(revision));
            runAction<Progress>(
                store, std::move(by), request.dryRun, {},
                stepOnce<Progress>(
                    Restore(std::move(request.scope), *revision, request.keepNewer),
                    std::move(once)),
                guard, std::move(finish));
        });
}

} // namespace stateroom
