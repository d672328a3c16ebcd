// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"
#include "core/api/control/answers.h"
#include "core/api/control/routes.h"
#include "core/api/entrywrite.h"
#include "core/api/repeatguard.h"

namespace stateroom::control {

/// The request's guard; null when there is nothing more to do: `reply` has an earlier time's
/// answer, or a refusal.
RepeatGuardPtr guardOf(const Desk& desk, const Request& request, const Reply& reply);

/// What an action on many keys is called with, so that a repeat is answered as the first time.
template <class Report> struct OnceCall {
    ActionOnce<Report> once;
    std::function<void(Result<Report>)> done;
};

/// Nothing when `reply` has its answer. `render` makes it of the report, in any thread.
template <class Report>
std::optional<OnceCall<Report>> callOnce(
    const DeskPtr& desk, const Request& request, const Reply& reply,
    Response (*render)(const Report&))
{
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return std::nullopt;
    OnceCall<Report> call;
    call.once.isDone = [guard](Transaction& transaction) { return guard->isDone(transaction); };
    call.once.keep = [guard, render](Transaction& transaction, const Report& report) {
        return guard->keep(transaction, render(report));
    };
    call.done = [desk, reply, guard, render](Result<Report> report) {
        Response answer = report ? render(*report) : errorAnswer(report.error());
        // A refusal may come of what the same call has just done beside it.
        if (!guard->earlier() && answer.status >= 300)
            (void)guard->isDone(*desk->reader);
        if (guard->earlier())
            answer = *guard->earlier();
        if (answer.status < 300)
            answer = withDurability(std::move(answer), desk->store.durability());
        reply.send(std::move(answer));
    };
    return call;
}

} // namespace stateroom::control
