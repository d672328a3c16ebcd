// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/records.h"
#include "core/business/sortkey.h"

namespace stateroom::business {

// How a record is put together from texts, without a tree: what no rule speaks of stays as it was
// written.

/// A record as it is after a write; `before` is what it was, for Replace and Patch. The body must
/// be an object. System fields are ours: `id` and `object` first, the times last.
JsonText composeRecord(
    const Resource& resource, const QByteArray& id, const JsonText& body,
    const std::optional<JsonText>& before, RecordWrite write, Timestamp at);

/// Whether the system fields of `id` are all there and right.
bool hasSystemFields(const Resource& resource, const QByteArray& id, const JsonText& value);

/// What happened to a record by the catalogue; `before`: nothing when it was made.
QByteArrayList
eventsOf(const Resource& resource, const std::optional<JsonText>& before, const JsonText& after);

} // namespace stateroom::business
