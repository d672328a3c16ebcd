// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

#include <utility>

namespace stateroom::business {

/// The parameters of a target's query, decoded, in their order.
using ListParameters = std::vector<std::pair<QByteArray, QByteArray>>;

/// Reads `limit`, `cursor`, `sort` and `filter` of a target's query (docs/api/business.md, "Lists")
/// and refuses all that is malformed in them, each problem with the name of its part. Parameters of
/// other names are nobody's.
///
/// A filter is one JSON text, whose values have types, or stands in brackets, whose values are
/// text: `filter[status]=active`, `filter[created_at][$gte]=2024-01-01`. Inner names are a path:
/// `filter[metadata][language]=en`. Several values of one condition, repeated, with `[]` or with
/// `[0]`, are those of $in or $nin; without an operator they mean $in.
Checked<ListQuery> listQueryOf(const Resource& resource, const ListParameters& parameters);

} // namespace stateroom::business
