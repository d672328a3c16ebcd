// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/copykeys.h"

#include "core/actions/actionslice.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 64;
constexpr qint64 pageBytes = 1024 * 1024;

struct Progress {
    std::optional<Revision> revision; ///< what is copied; found by the first slice
    std::optional<Key> after;
    size_t next = 0; ///< of the named keys
    bool judged = false;
    CopyReport report;
};

class Copy {
public:
    explicit Copy(CopyRequest request)
        : m_request(std::move(request))
        // Within one kind all names are good, and values, but for records.
        , m_judges(
              m_request.from.space.kind() != m_request.to.kind() ||
              m_request.to.kind() == "business")
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
        // All of it first: nothing is copied of what cannot be copied whole.
        if (m_judges && !progress.judged) {
            auto more = pass(slice, progress);
            if (!more || *more)
                return more;
            progress = {progress.revision, std::nullopt, 0, true, {}};
        }
        return pass(slice, progress);
    }

private:
    Result<bool> pass(ActionSlice& slice, Progress& progress) const
    {
        return m_request.from.isNamed() ? named(slice, progress) : range(slice, progress);
    }

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
                if (auto done = one(slice, **entry, progress); !done)
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
                m_request.from.space,
                {.prefix = m_request.from.prefix,
                 .after = progress.after,
                 .limit = pageSize,
                 .maxBytes = pageBytes},
                *progress.revision);
            if (!page)
                return failureOf(page);
            for (const Entry& entry : page->entries) {
                if (slice.isOver())
                    return true;
                if (auto done = one(slice, entry, progress); !done)
                    return failureOf(done);
                progress.after = entry.key;
            }
            if (!page->more)
                return false;
            if (slice.isOver())
                return true;
        }
    }

    Result<void> judge(const EntryName& target, const JsonText& value) const
    {
        auto judged = checkName(target);
        if (judged && m_request.judgeValue)
            judged = m_request.judgeValue(target, value);
        if (judged)
            return {};
        Error error = std::move(judged).error();
        error.message = u"\""_s + QString::fromUtf8(target.key.bytes()) +
                        u"\" cannot be copied to "_s + QString::fromUtf8(target.space.text()) +
                        u": "_s + error.message;
        return fail(std::move(error));
    }

    Result<void> one(ActionSlice& slice, const Entry& entry, Progress& progress) const
    {
        if (entry.expiresAt && *entry.expiresAt <= slice.at())
            return {};
        const EntryName target{m_request.to, entry.key};
        if (m_judges && !progress.judged)
            return judge(target, entry.value);
        CopyReport& report = progress.report;
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
    const bool m_judges;
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
    if (auto named = checkName({request.to, Key("k")}); !named)
        return done(failureOf(named));
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
