// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/eventstream.h"
#include "core/store/entry.h"

namespace stateroom {

/// What event streams of changes and long answers have in common, in every API.

/// Whether the client takes an event stream for an answer: `Accept: text/event-stream`.
bool wantsEventStream(const Request& request);

/// The `Last-Event-ID` field, else `?since=`: from where a stream is resumed. InvalidInput.
Result<std::optional<Seq>> resumePoint(const Request& request);

/// Whether more may be sent to a reader who can be slower than the log is read. If not, `resume` is
/// run once when it has taken what waits.
bool mayGoOn(const EventStream& stream, std::function<void()> resume);
bool mayGoOn(const BodyStream& body, std::function<void()> resume);

} // namespace stateroom
