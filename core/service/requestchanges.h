// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/requestreport.h"
#include "core/store/reader.h"

namespace stateroom {

/// What a request wrote.
struct RequestChanges {
    static constexpr int maxChanges = 100;

    std::vector<Change> changes; ///< in the order of the log, the first `maxChanges`
    bool more = false;
    bool isWhole =
        true; ///< false: the log does not reach back that far, or was not read to its end
};

/// Finds in the log what this request wrote, by its id and the time in which it was answered. Takes
/// bounded time; for Store::read.
Result<RequestChanges> changesOf(Reader& reader, const RequestReport& report);

} // namespace stateroom
