// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/listquery.h"

namespace stateroom::business {

/// Whether it is a date, or a date and time, of ISO 8601, and nothing else.
bool isMoment(const QString& text);

/// The moment in the form of system fields, so that text order is time order: a date is its
/// beginning, and what says no offset is UTC. Digits beyond milliseconds follow behind the Z.
/// Nothing when it is no moment.
std::optional<QByteArray> momentKey(QByteArrayView utf8);

/// The terms as they are compared with records: those of fields that hold moments with the moments
/// that they name, whatever their form. Of system fields, whose form is ours, just that; records'
/// own fields may have any, so their terms are marked to be compared as moments.
std::vector<FilterTerm> withMoments(const Resource& resource, std::vector<FilterTerm> filter);

} // namespace stateroom::business
