// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/variable.h"
#include "core/base/ids.h"

namespace stateroom::campaign {

/// Whom a call is about: what a user token says. None of the three is empty.
struct Participant {
    QByteArray campaign;
    QByteArray app;
    QByteArray sub;

    friend bool operator==(const Participant&, const Participant&) = default;
};

/// The longest campaign id, app id and sub, in bytes of UTF-8.
constexpr qsizetype maxIdBytes = 256;

/// Where values are: `participants/` `sub/name` for the user scope, `campaign/ID` `sub//name` for
/// the campaign scope and `sub/app/name` for the app scope. In keys, `%` and `/` of a segment
/// are `%25` and `%2F`, so that no two participants share a key.
EntryName valueName(const Participant& who, Scope scope, const QByteArray& variable);
Namespace valueSpace(const QByteArray& campaign, Scope scope);
QByteArray escapedSegment(QByteArrayView segment);

/// What a value's key says.
struct ValueKey {
    Scope scope = Scope::User;
    QByteArray variable;
};
/// Reads a key of valueSpace(); nothing when it is not one of ours.
std::optional<ValueKey> parseValueKey(const Namespace& space, const Key& key);

/// Where declarations are: `variables/ID`, `scope/name`.
Namespace definitionSpace(const QByteArray& campaign);
Key definitionKey(Scope scope, QByteArrayView variable);
/// The kind of all definitionSpace()s.
constexpr QByteArrayView definitionKind = "variables";

} // namespace stateroom::campaign
