// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzztarget.h"

#include <algorithm>

namespace stateroom::fuzz {

std::span<const FuzzTarget> targets()
{
    static constexpr FuzzTarget all[] = {
        {"json", runJson, 20'000},     {"framing", runFraming, 6'000}, {"path", runPath, 30'000},
        {"filter", runFilter, 20'000}, {"store", runStore, 300},
    };
    return all;
}

const FuzzTarget* targetNamed(QByteArrayView name)
{
    const auto found = std::ranges::find_if(targets(), [name](const FuzzTarget& target) {
        return name == QByteArrayView(target.name);
    });
    return found == targets().end() ? nullptr : &*found;
}

} // namespace stateroom::fuzz
