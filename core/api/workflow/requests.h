// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsontext.h"
#include "core/store/entry.h"

namespace stateroom::workflow {

/// What a body asks to be written.
struct WriteRequest {
    JsonText value;
    std::optional<Milliseconds> ttl; ///< nothing: never expires
    std::optional<Version> expectedVersion;
};

/// Reads `{"value":any,"ttl"?:seconds}`, and with `versioned` also `"expectedVersion":n` (or one
/// of its aliases), which then must be there. InvalidInput says what is wrong, and where.
Result<WriteRequest> parseWrite(const QByteArray& body, const JsonLimits& limits, bool versioned);

/// The entry that a path names; InvalidInput when key or workflow id are too long.
Result<EntryName> entryName(const QByteArray& workflowId, const QByteArray& key);
Result<Namespace> workflowSpace(const QByteArray& workflowId);

} // namespace stateroom::workflow
