// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/commands/common.h"

namespace stateroom::cli {

/// What the commands share that change many keys as one operation.

/// Adds the namespace (first argument), and the keys (further arguments) or the prefix that narrow
/// it, as `namespace`, `key`, `keys`, `prefix`. WrongUsage when both are given.
Outcome<void> addScope(const Invocation& call, JsonObject& body);
/// The keys, or the prefix; not the namespace.
Outcome<void> addNarrowing(const Invocation& call, qsizetype firstKey, JsonObject& body);

/// Posts it; a silence of ten minutes is nothing unusual then, unless --timeout says otherwise.
Outcome<JsonText>
sendBulk(CommandContext& context, const CallTarget& target, const JsonObject& body);
void allowSilence(CommandContext& context);

/// One counted thing of an answer: `restored`, as `restored 3 keys`.
struct Counted {
    QByteArray member;
    QString verb;
};
/// Prints what was done, in one sentence, and on standard error how to undo it; or the answer
/// itself with --json. Counts of 0 are left out, but for the first.
Outcome<void>
printOutcome(CommandContext& context, const JsonText& answer, const std::vector<Counted>& counts);

} // namespace stateroom::cli
