// SPDX-License-Identifier: GPL-3.0-or-later
// What is registered by others than the functions of endpoint.h, and cannot be sent to.
#include "core/webhooks/dispatchdesk.h"
#include "core/webhooks/dispatchlog.h"
#include "core/webhooks/endpointflaw.h"

namespace stateroom::webhooks {

/// Whether an enabled webhook has a flaw: it is disabled then. `dropsOldest`: as openLane(), if it
/// has none any more when it comes to that.
bool DispatchDesk::turnsAway(const QByteArray& webhook, bool dropsOldest)
{
    const auto flaw = flawOf(*m_reader, webhook);
    if (!flaw)
        qCWarning(dispatchLog).noquote() << webhook << flaw.error().toString();
    if (!flaw || !*flaw)
        return false;
    if (const auto found = m_lanes.find(webhook); found != m_lanes.end()) {
        const LanePtr lane = found->second;
        closeLane(lane);
    }
    m_store.transact(
        dispatchAttribution(),
        [webhook](Transaction& transaction) { return disableFlawed(transaction, webhook); }, this,
        [this, webhook, dropsOldest](const Result<bool>& done) {
            if (!done) {
                qCWarning(dispatchLog).noquote() << webhook << done.error().toString();
                return;
            }
            const auto endpoint = readEndpoint(*m_reader, webhook);
            if (!*done && !m_isEnding && endpoint && *endpoint && (*endpoint)->enabled)
                openLane(webhook, dropsOldest);
        });
    return true;
}

} // namespace stateroom::webhooks
