// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/actions/bringback.h"

namespace stateroom {

Result<void> bringBack(
    ActionSlice& slice, const EntryName& name, std::optional<HeldValue> then, Asked asked,
    Newer newer, RestoreCounts& counts)
{
    if (then && then->expiresAt && *then->expiresAt <= slice.at()) {
        if (asked == Asked::ByName) {
            then->expiresAt.reset();
        } else {
            then.reset();
            ++counts.expired;
        }
    }
    auto now = slice.read().get(name);
    if (!now)
        return failureOf(now);
    if (then) {
        if (*now && (*now)->value == then->value && (*now)->expiresAt == then->expiresAt) {
            ++counts.unchanged;
            return {};
        }
        ++counts.restored;
        return slice.set(
            name, then->value, {.expiresAt = then->expiresAt, .as = ChangeOp::Restore});
    }
    if (!*now || newer == Newer::Keep) {
        counts.unchanged += now->has_value() ? 1 : 0;
        return {};
    }
    ++counts.deleted;
    if (auto removed = slice.remove(name); !removed)
        return failureOf(removed);
    return {};
}

} // namespace stateroom
