// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"

#include <QByteArrayList>

#include <limits>
#include <vector>

namespace stateroom::business {

// JSON values as bytes whose order (memcmp's) is that of the values: absent and null (the same),
// false, true, numbers by their exact size, text by code point, arrays and objects by their bytes.
// No key is the beginning of another, so several behind each other order by the first, then the
// second, and with all bytes inverted they order the other way round.

/// So much of a text, an array or an object, or so many pairs of a number's digits, count where
/// keys are kept: values that differ behind that have the same key.
constexpr qsizetype keptKeyBytes = 512;
constexpr qsizetype wholeKey = std::numeric_limits<qsizetype>::max();

/// Appends the key of `value`; nothing: an absent one.
void appendSortKey(QByteArray& keys, std::optional<JsonView> value, qsizetype most);

/// The same of a text.
void appendTextKey(QByteArray& keys, QByteArrayView utf8, qsizetype most);

inline QByteArray sortKey(std::optional<JsonView> value, qsizetype most = keptKeyBytes)
{
    QByteArray key;
    appendSortKey(key, value, most);
    return key;
}

/// Whether the key that is kept of a value may be that of others as well: it fills it.
bool fillsKey(std::optional<JsonView> value);

/// Turns round the order of what stands in `keys` from `begin` on.
void invert(QByteArray& keys, qsizetype begin = 0);

/// Keys of values of the same type as this key's, a whole one, lie from here on …
QByteArray beginOfType(QByteArrayView key);
/// … and before here.
QByteArray endOfType(QByteArrayView key);
/// Whether two whole keys are of values of the same type.
bool sameType(QByteArrayView a, QByteArrayView b);

/// Behind all keys.
inline QByteArray endOfSortKeys()
{
    return QByteArrayLiteral("\xff");
}

/// What a JSON string says, in UTF-8; of a lone surrogate what UTF-8 would make of its number.
QByteArray textOf(JsonView string);

/// Several members of an object, each as JsonView::member finds it, in one pass over it.
std::vector<std::optional<JsonView>> membersOf(JsonView object, const QByteArrayList& names);

/// What stands at a path with dots within an object; nothing when there is none.
std::optional<JsonView> valueAt(JsonView record, QByteArrayView path);

} // namespace stateroom::business
