// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/endpoint.h"

namespace stateroom::webhooks {

// What the records of webhooks must be beyond the catalogue, and what of them is the server's.

/// All that is wrong with what a webhook is to be, as a whole; `body` may be any JSON.
std::vector<business::FieldProblem> judgeEndpoint(const JsonText& body);

/// The same of a record as it is kept, which holds what the server adds, too.
std::vector<business::FieldProblem> judgeKeptEndpoint(const JsonText& record);

/// The record as it is once the server has disabled it.
JsonText disabledForm(const JsonText& record, DisabledReason reason);

/// The members of an object but for those of these names, to stand in another one: `"a":1,"b":2`.
/// Empty for what is no object.
QByteArray membersBut(const JsonText& object, const QByteArrayList& names);

/// The body by which a record is replaced, for a PUT or a PATCH of a webhook that is `before`: the
/// reason why the server has disabled it stays for as long as it is disabled. `body` is an object.
JsonText replacementOf(const JsonText& before, const JsonText& body, business::RecordWrite write);

} // namespace stateroom::webhooks
