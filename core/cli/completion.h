// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/command.h"

#include <functional>

namespace stateroom::cli {

struct Candidate {
    QString text;
    QString meaning{};
};

/// What may stand where the cursor is.
struct Completion {
    std::vector<Candidate> candidates;
    bool files = false;       ///< names of files, too
    bool directories = false; ///< likewise
};

/// What only a running server knows: names that begin with `prefix` (keys in `space`).
using LiveNames = std::function<std::vector<Candidate>(
    WordKind kind, const QString& space, const QString& prefix)>;

/// Completes the last of `words` (without the program's name; empty when nothing was typed yet).
/// Never fails: what it does not understand has no candidates.
Completion complete(const QStringList& words, const LiveNames& live);

/// The form in which the scripts for the shells read it: `TEXT<tab>MEANING` lines, and `:files` or
/// `:directories` last where they fit, too.
QByteArray completionLines(const Completion& completion);

} // namespace stateroom::cli
