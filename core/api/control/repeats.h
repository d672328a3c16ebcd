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

/// What a call that has failed is answered with: a repeat as the first time, else the error.
Response answerOfFailure(const Desk& desk, RepeatGuard& guard, const Error& error);

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
        const auto earlier =
            answer.status < 300 ? guard->earlier() : guard->committed(*desk->reader);
        if (earlier)
            answer = *earlier;
        if (answer.status < 300)
            answer = withDurability(std::move(answer), desk->store.durability());
        reply.send(std::move(answer));
    };
    return call;
}

/// Runs `work` (`tl::expected<Response, std::variant<Error, Refusal>>(Transaction&)`) as one
/// transaction, of which nothing stays when it refuses, and answers: a repeat as the first time, a
/// refusal by `render`.
template <class Refusal, class Work>
void changeOnce(
    const DeskPtr& desk, const Request& request, const Reply& reply,
    Response (*render)(const Refusal&), Work work)
{
    const RepeatGuardPtr guard = guardOf(*desk, request, reply);
    if (!guard)
        return;
    const auto refusal = std::make_shared<std::optional<Refusal>>();
    desk->store.transact(
        desk->by(request),
        [work = std::move(work), refusal, guard](Transaction& transaction) -> Result<Response> {
            refusal->reset(); // an earlier run's
            auto earlier = guard->isDone(transaction);
            if (!earlier)
                return failureOf(earlier);
            if (*earlier)
                return *guard->earlier();
            auto response = work(transaction);
            if (response) {
                if (auto kept = guard->keep(transaction, *response); !kept)
                    return failureOf(kept);
                return std::move(*response);
            }
            if (auto* error = std::get_if<Error>(&response.error()))
                return fail(std::move(*error));
            *refusal = std::get<Refusal>(std::move(response).error());
            return fail(ErrorCode::InvalidInput, QString::fromUtf8((*refusal)->message));
        },
        reply.context(),
        [desk, reply, refusal, render](Result<Response> response) {
            if (response)
                return reply.send(withDurability(std::move(*response), desk->store.durability()));
            const bool isRefusal = response.error().code == ErrorCode::InvalidInput && *refusal;
            reply.send(isRefusal ? render(**refusal) : errorAnswer(response.error()));
        });
}

} // namespace stateroom::control
