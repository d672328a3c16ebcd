// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"

namespace stateroom::webhooks {

struct Canonical {
    QByteArray bytes;
    /// Whether a reader could tell them apart from the text that was given: a number that is
    /// another one now (a zero without its sign, too), members that are gone or stand in another
    /// order. Equal values in another spelling, `1.10` and `1.1`, are no change.
    bool changed = false;
};

/// The value as JavaScript writes it, `JSON.stringify(JSON.parse(json))` byte for byte, so that a
/// receiver who signs what it has parsed signs what was sent. Numbers are doubles in JavaScript's
/// form (`1e400` becomes null, `-0` 0); members whose names are array indices come first, in the
/// order of their numbers; of a name that stands twice the last value counts, at the first one's
/// place; strings have JavaScript's escapes and no others, lone surrogates theirs.
///
/// Linear in the text, but for the sorting of an object's names. Any thread.
Canonical canonicalJson(const JsonText& json);

} // namespace stateroom::webhooks
