// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/optiondefinition.h"
#include "core/client/controlclient.h"

#include <vector>

namespace stateroom::cli {

class Invocation;
class Output;
struct Streams;

/// What a command works with. All of it outlives the run.
struct CommandContext {
    const Invocation& call;
    ControlClient& client;
    Output& output;
    const Streams& streams;
    const Clock& clock;
    Interruption& interruption;
    /// Looks for the server again: it may have come back somewhere else.
    std::function<Outcome<Server>()> findServer;
};

/// What an argument or an option's value is, for completion.
enum class WordKind { Namespace, Key, Api, KeyId, WebhookId, File, Directory, Other };

struct Argument {
    QString name; ///< as the synopsis has it: `NAMESPACE`
    WordKind kind = WordKind::Other;
    bool isOptional = false;
    bool repeats = false; ///< only the last one may
};

struct Example {
    QString command; ///< behind `stateroomctl `
    QString meaning;
};

/// A command: all that parser, help, manual page and completion know of it, and what it does.
struct Command {
    QString name; ///< `get`, `keys create`
    QString summary;
    QString description; ///< paragraphs separated by an empty line
    std::vector<Argument> arguments;
    std::vector<OptionDefinition> options;
    std::vector<Example> examples;
    Outcome<void> (*run)(CommandContext&) = nullptr;
};

} // namespace stateroom::cli
