// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"
#include "core/store/entry.h"

#include <variant>

namespace stateroom {

/// One line of an export, read and judged.
struct ImportEntry {
    EntryName name;
    std::optional<JsonText> value; ///< nothing: a deletion or an expiry
    std::optional<Timestamp> expiresAt;
    bool isChange = false; ///< of a history: what the key went through
    bool isExpiry = false; ///< a change by which the key's time was over
};
struct ImportHeader {};
struct ImportEnd {
    qint64 entries = 0;
    qint64 changes = 0;
};
using ImportLine = std::variant<ImportEntry, ImportHeader, ImportEnd>;

/// InvalidInput says what is wrong, and where in the line.
Result<ImportLine> parseImportLine(QByteArrayView line, const JsonLimits& limits);

} // namespace stateroom
