// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"

#include <QByteArray>

namespace stateroom {

/// How a value is laid out for reading.
struct JsonFormat {
    int indent = 2; ///< spaces per level
    /// An array of scalars stands on one line when its compact text is at most this many bytes.
    int inlineBytes = 60;
    /// Deeply nested text grows without measure; beyond this many bytes it stays compact.
    qsizetype maxBytes = 64 * 1024 * 1024;
};

/// The value with line breaks and indentation, without a line break at the end. Nothing but white
/// space is added: digits, escapes, key order and duplicate keys stay, so that parsing the result
/// gives the same JsonText again. Takes time and room in the order of the result; any thread.
QByteArray formatJson(const JsonView& value, const JsonFormat& format = {});

} // namespace stateroom
