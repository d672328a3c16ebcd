// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/actions/actiononce.h"
#include "core/hookwire/frame.h"

namespace stateroom {

/// What a script may use.
struct HookLimits {
    Milliseconds time{5'000};                  ///< of all runs that a conflict makes necessary
    qint64 memory = qint64(256) * 1024 * 1024; ///< bytes, beyond what the engine needs itself
    int atOnce = 2;                            ///< processes; what comes meanwhile waits
    int waiting = 64;                          ///< requests
};

using HookLogLevel = hookwire::LogLevel;

/// One line that a script wrote to its console.
struct HookLogLine {
    HookLogLevel level = HookLogLevel::Info;
    QByteArray text; ///< UTF-8
};

/// What a run did to one key of its state.
struct HookChange {
    EntryName name;
    std::optional<JsonText> before; ///< nothing: it did not exist
    std::optional<JsonText> after;  ///< nothing: it was removed
    Version version;                ///< after the change; 0 in a dry run
};

enum class HookFailureKind {
    Script,   ///< it does not compile, has no such function, threw, or went beyond a limit
    Timeout,  ///< it took too long
    Memory,   ///< it needed too much memory
    Conflict, ///< what it read was changed by others in each of its runs
};

/// Why a script gave no result. Nothing of it is kept.
struct HookFailure {
    HookFailureKind kind = HookFailureKind::Script;
    QString message;
    int line = -1;   ///< in the script, from 1; -1: not known
    int column = -1; ///< from 1; -1: not known, as with most errors at run time
    QString stack;   ///< a line for each call, the innermost first; may be empty
};

/// How a script ended.
struct HookOutcome {
    std::optional<HookFailure> failure;
    JsonText result;                 ///< `null` when it failed
    std::vector<HookChange> changes; ///< in the order of keys
    std::vector<HookLogLine> log;    ///< of the last run
    int runs = 0;
    Milliseconds took{0};
    bool isRepeat = false; ///< HookRequest::once knew it: nothing was done, and the rest is empty
};

/// A script to be run.
struct HookRequest {
    QByteArray script;                                ///< JavaScript, UTF-8
    QString function;                                 ///< the function in it that is called
    JsonText options = JsonText::fromValidated("{}"); ///< an object; `state` is added to it
    Namespace space{"integration", {}};               ///< what `options.state` reads and writes
    bool dryRun = false;                              ///< writes are told, and not made
    Attribution by = {};
    ActionOnce<HookOutcome> once = {};
};

/// How many runs there are before others' writes make it a conflict.
inline constexpr int maxHookRuns = 5;

/// Whether scripts may have this namespace as their state: `integration/`, or that of one resource.
bool isHookSpace(const Namespace& space);

} // namespace stateroom
