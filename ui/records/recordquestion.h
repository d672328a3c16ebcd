// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

#include <QString>

namespace stateroom::ui {

/// A filter as it is typed over a table of records, in the API's own words: what follows the `?` of
/// a request, `filter[status]=active&filter[created_at][$gte]=2024-01-01`, raw or percent-encoded,
/// or one JSON text, `{"status":"active"}`. Judged by the API's own parser; what belongs to a
/// request but not to its filter is refused. Empty: all records.
business::Checked<std::vector<business::FilterTerm>>
filterOfText(const business::Resource& resource, const QString& text);

/// Where a field's name is being typed in such a text: the stretch that a completed name replaces.
struct NamePlace {
    qsizetype from = 0;
    qsizetype length = 0;
    bool isJson = false; ///< a member's name, within quotes
};
/// Nothing where the cursor is not in a name.
std::optional<NamePlace> namePlaceAt(const QString& text, qsizetype cursor);

/// The names that can be filtered by, for completion: fields and system fields of the catalogue.
QStringList fieldNames(const business::Resource& resource);

} // namespace stateroom::ui
