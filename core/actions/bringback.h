// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actionslice.h"

namespace stateroom {

/// What an action that goes back in time has done to keys.
struct RestoreCounts {
    qint64 restored = 0;  ///< hold again what they held
    qint64 deleted = 0;   ///< did not exist then
    qint64 unchanged = 0; ///< were so already
    qint64 expired = 0;   ///< held something then whose time is over, and so stay gone
};

/// Something that a key held.
struct HeldValue {
    JsonText value;
    std::optional<Timestamp> expiresAt;

    static HeldValue of(Entry entry) { return {std::move(entry.value), entry.expiresAt}; }
};

/// Whether a key was asked for by its name.
enum class Asked { ByName, AsOneOfMany };

/// Whether a key exists now that has not the value that it is to get.
enum class Newer { Remove, Keep };

/// Makes the key hold `then` again (nothing: not exist), and counts what that took.
///
/// Expiry: the value keeps its expiry while that lies ahead. When it is over, a key asked for by
/// name comes back without one, since else nothing would come back; one of many counts as not
/// existing then: nothing temporary becomes permanent by the thousand.
Result<void> bringBack(
    ActionSlice& slice, const EntryName& name, std::optional<HeldValue> then, Asked asked,
    Newer newer, RestoreCounts& counts);

} // namespace stateroom
