// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/control/repeats.h"

namespace stateroom::control {

RepeatGuardPtr guardOf(const Desk& desk, const Request& request, const Reply& reply)
{
    auto guard = RepeatGuard::of(request, controlKeyId, controlKeyId);
    if (!guard) {
        reply.send(errorAnswer(guard.error()));
        return nullptr;
    }
    auto done = (*guard)->isDone(*desk.reader);
    if (done && !*done)
        return std::move(*guard);
    reply.send(
        done ? withDurability(*(*guard)->earlier(), desk.store.durability())
             : errorAnswer(done.error()));
    return nullptr;
}

Response answerOfFailure(const Desk& desk, RepeatGuard& guard, const Error& error)
{
    auto earlier = guard.committed(*desk.reader);
    return earlier ? withDurability(std::move(*earlier), desk.store.durability())
                   : errorAnswer(error);
}

} // namespace stateroom::control
