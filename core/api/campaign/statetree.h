// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/definitions.h"

namespace stateroom::campaign {

/// What `GET /v1/runtime/state` answers: `{"state":{"user":{…},"campaign":{…},"app":{…}}}` with
/// the declared variables in order of definition. One without a value has its default; without
/// either, or with a value that is not of its type, it is left out.
///
/// All values are of one moment: `reader` must hold a snapshot.
Result<QByteArray>
readState(Reader& reader, const std::vector<Variable>& variables, const Participant& who);

} // namespace stateroom::campaign
