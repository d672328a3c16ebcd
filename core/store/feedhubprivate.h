// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feedhub.h"

namespace stateroom {

struct FeedHub::Afterwards {
    std::vector<std::shared_ptr<Receiver>> wake;
    std::vector<std::vector<ChangePtr>> dropped;

    void run()
    {
        for (const auto& receiver : wake)
            receiver->m_wake();
    }
};

/// What a change that waits counts against FeedLimits::bytes.
qint64 costOf(const Change& change);

} // namespace stateroom
