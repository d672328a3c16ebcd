// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/report.h"

namespace bench {

/// What writes cost the writer's thread, their share of the commit and its sync included, when 32
/// wait for each commit, as they do with 32 clients. In processor time of that thread, so that who
/// computes beside counts for little. Into a store in `folder` that holds so many agents of the
/// business API, and 10,000 plain keys. False, and said in the report, when it could not be
/// measured.
bool reportCommits(const QString& folder, int records, Report& report);

} // namespace bench
