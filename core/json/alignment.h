// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace stateroom {

/// Which places of two sequences belong together.
struct Alignment {
    /// Places of equal elements, ascending on both sides.
    std::vector<std::pair<size_t, size_t>> pairs;
    /// False when the sequences differ by more edits than were looked for: then only what is equal
    /// at their beginnings and ends is paired.
    bool isComplete = true;
};

/// A longest common subsequence (Myers 1986), in time and room of the square of `maxEdits` beside
/// the length.
Alignment align(const std::vector<size_t>& before, const std::vector<size_t>& after, int maxEdits);

} // namespace stateroom
