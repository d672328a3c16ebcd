// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/json/jsonview.h"

#include <QString>

namespace stateroom::ui {

/// A record's field on one line of a table: text without its quotes, a moment without its
/// fractions, a preview of what has members; empty for what is absent or null. Any thread.
QString cellText(const business::Resource& resource, QByteArrayView field, JsonView record);

/// By what people know a record: its first text, such as an agent's name; empty where it has none.
/// Any thread.
QString recordLabel(const business::Resource& resource, JsonView record);

/// What the catalogue says of something, in the user's language where that is known.
QString catalogueText(const QByteArray& english);

} // namespace stateroom::ui
