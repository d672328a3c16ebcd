// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/mutationbook.h"

namespace stateroom::campaign {

void MutationBook::add(MutationReport report)
{
    if (report.mutations.size() > MutationReport::maxMutations)
        report.mutations.clear();
    auto kept = std::make_shared<const MutationReport>(std::move(report));
    MutationReportPtr oldest; // goes after the lock
    const Lock lock(m_mutex);
    m_reports.push_front(std::move(kept));
    if (qsizetype(m_reports.size()) > capacity) {
        oldest = std::move(m_reports.back());
        m_reports.pop_back();
    }
}

std::vector<MutationReportPtr> MutationBook::newest() const
{
    const Lock lock(m_mutex);
    return {m_reports.begin(), m_reports.end()};
}

} // namespace stateroom::campaign
