// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/undo.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 200;

struct Progress {
    std::optional<Seq> after; ///< nothing: at the beginning
    bool found = false;       ///< a change of the target
    UndoReport report;
};

bool belongsTo(const UndoTarget& target, const Change& change)
{
    if (const auto* operation = std::get_if<OperationId>(&target))
        return change.operation == *operation;
    return change.revision == std::get<Revision>(target);
}

/// How a key that the target has changed stood before, and whether it is still as the target left
/// it.
struct Standing {
    std::optional<HeldValue> before;
    std::optional<Version> conflict; ///< the version that somebody has made since
};

class Undo {
public:
    enum class Pass { LookForConflicts, Write };

    Undo(UndoRequest request, Pass pass)
        : m_request(request)
        , m_pass(pass)
    {
    }

    Result<bool> operator()(ActionSlice& slice, Progress& progress) const
    {
        for (;;) {
            auto page = nextPage(slice.read(), progress);
            if (!page)
                return failureOf(page);
            for (const Change& change : page->changes) {
                if (slice.isOver())
                    return true;
                if (belongsTo(m_request.target, change)) {
                    progress.found = true;
                    if (auto done = judge(slice, change, progress.report); !done)
                        return failureOf(done);
                }
                progress.after = change.seq;
            }
            progress.after = page->upTo;
            if (!page->more)
                return atEnd(progress);
            if (slice.isOver())
                return true;
        }
    }

private:
    Result<bool> atEnd(const Progress& progress) const
    {
        if (progress.found)
            return false;
        return fail(
            ErrorCode::NotFound, std::holds_alternative<OperationId>(m_request.target)
                                     ? u"The log knows no such operation."_s
                                     : u"The log knows no such revision."_s);
    }

    /// The target's changes, and perhaps others'.
    Result<LogPage> nextPage(Reader& reader, const Progress& progress) const
    {
        if (const auto* operation = std::get_if<OperationId>(&m_request.target)) {
            auto position = reader.position();
            if (!position)
                return failureOf(position);
            // An operation is numbered as its first change is.
            if (operation->value() <= position->floor.value())
                return fail(
                    ErrorCode::Compacted, u"The log does not hold all of this operation."_s);
            return reader.operation(*operation, progress.after.value_or(Seq(0)), pageSize);
        }
        const Revision revision = std::get<Revision>(m_request.target);
        auto begin = reader.endOf(Revision(revision.value() - 1));
        if (!begin)
            return failureOf(begin);
        auto end = reader.endOf(revision);
        if (!end)
            return failureOf(end);
        const Seq after = progress.after.value_or(*begin);
        if (after >= *end)
            return LogPage{{}, *end, false};
        auto page = reader.changes(
            after, {}, int(std::min<qint64>(pageSize, end->value() - after.value())));
        if (page)
            page->more = page->upTo < *end;
        return page;
    }

    /// Nothing for a change that is not the key's first one of the target.
    Result<std::optional<Standing>> standing(Reader& reader, const Change& change) const
    {
        auto before = reader.history(change.name, 1, change.version);
        if (!before)
            return failureOf(before);
        Standing found;
        if (!before->changes.empty()) {
            Change& previous = before->changes.front();
            if (belongsTo(m_request.target, previous))
                return std::nullopt;
            if (previous.value)
                found.before = HeldValue{std::move(*previous.value), previous.expiresAt};
        }
        auto newest = reader.history(change.name, 2);
        if (!newest)
            return failureOf(newest);
        auto last = newest->changes.begin();
        if (last->op == ChangeOp::Expire && !belongsTo(m_request.target, *last) &&
            newest->changes.size() > 1)
            ++last; // by itself
        if (!belongsTo(m_request.target, *last))
            found.conflict = newest->changes.front().version;
        return found;
    }

    Result<void> judge(ActionSlice& slice, const Change& change, UndoReport& report) const
    {
        if (change.name.space.isSystem())
            return {};
        auto found = standing(slice.read(), change);
        if (!found)
            return failureOf(found);
        if (!*found)
            return {};
        const bool conflict = (*found)->conflict && !m_request.force;
        if (m_pass == Pass::LookForConflicts) {
            if (conflict && ++report.conflictCount <= qint64(UndoReport::maxConflicts))
                report.conflicts.push_back({change.name, *(*found)->conflict});
            return {};
        }
        if (conflict) {
            ++report.skipped;
            return {};
        }
        return bringBack(
            slice, change.name, std::move((*found)->before), Asked::AsOneOfMany, Newer::Remove,
            report);
    }

    const UndoRequest m_request;
    const Pass m_pass;
};

void write(
    Store& store, Attribution by, const UndoRequest& request, QObject* context,
    std::function<void(Result<UndoReport>)> done, ActionOnce<UndoReport> once)
{
    runAction<Progress>(
        store, std::move(by), request.dryRun, {},
        stepOnce<Progress>(Undo(request, Undo::Pass::Write), std::move(once)), context,
        [done = std::move(done)](Result<Progress> progress, OperationId operation) {
            if (!progress)
                return done(failureOf(progress));
            progress->report.operation = operation;
            done(std::move(progress->report));
        });
}

} // namespace

void undoChanges(
    Store& store, Attribution by, UndoRequest request, QObject* context,
    std::function<void(Result<UndoReport>)> done, ActionOnce<UndoReport> once)
{
    if (request.force || request.skipConflicts)
        return write(store, std::move(by), request, context, std::move(done), std::move(once));
    runAction<Progress>(
        store, {}, true, {}, Undo(request, Undo::Pass::LookForConflicts), context,
        [&store, by = std::move(by), request, guard = QPointer<QObject>(context),
         once = std::move(once),
         done = std::move(done)](Result<Progress> progress, OperationId) mutable {
            if (!progress)
                return done(failureOf(progress));
            if (progress->report.conflictCount > 0)
                return done(std::move(progress->report));
            write(store, std::move(by), request, guard, std::move(done), std::move(once));
        });
}

} // namespace stateroom
