// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/http/types.h"
#include "core/json/jsonobject.h"
#include "core/store/entry.h"

namespace stateroom::control {

/// `{"error":{"code","message",…}}` (docs/api/control.md).
Response errorAnswer(const Error& error);
/// `more`: further members as JSON, `,"name":…`.
Response
errorAnswer(int status, QByteArrayView code, QByteArrayView message, QByteArrayView more = {});
Response invalid(QByteArrayView message);

/// The members of an entry, with its value if that is wanted.
JsonObject entryObject(const Entry& entry, bool withValue = true);
/// The same of the change that made it, with who did.
JsonObject entryObject(const Change& change);
enum class Naming { Key, Full };
/// A change; in full also which key it is about, and what that held before.
JsonObject changeObject(const Change& change, Naming naming);

/// `[…]` of what `render` makes of each.
template <class List, class Render> QByteArray arrayOf(const List& list, Render render)
{
    QByteArray text = "[";
    for (const auto& item : list) {
        if (text.size() > 1)
            text += ',';
        text += render(item);
    }
    return text + ']';
}
QByteArray keyArray(const std::vector<Key>& keys);
/// `null` for none.
QByteArray operationText(OperationId operation);

} // namespace stateroom::control
