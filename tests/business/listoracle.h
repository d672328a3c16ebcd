// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

namespace stateroom::test {

/// All ids that a list should give of these entries, in its order, found in the plainest way.
QByteArrayList oracle(const std::vector<Entry>& all, const business::ListQuery& query);

/// The question in one line, so that a difference shows itself.
QByteArray describe(const business::ListQuery& query);

} // namespace stateroom::test
