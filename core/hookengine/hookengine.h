// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hookengine/hookbridge.h"

namespace stateroom::hookengine {

struct HookCall {
    QString function;
    QString script;
    QByteArray options; ///< JSON, an object
};

/// The JavaScript engine that runs one script, with what the prelude gives it: `console`, missing
/// built-ins, and `options.state`. The engine comes without extensions, so a script reaches no
/// file, no network, no process. Needs a QCoreApplication.
class HookEngine {
public:
    explicit HookEngine(HookPipe& pipe);

    /// Calls the function, and sends a Result or a Failure.
    void run(const HookCall& call);

private:
    void warnOfSilentTraps(const QString& script);
    /// The function; nothing when a Failure has been sent.
    std::optional<QJSValue> compile(const HookCall& call);
    void sendFailure(const QString& message, int line, int column, const QString& stack);

    HookPipe& m_pipe;
    QJSEngine m_engine;
    HookBridge m_bridge;
    QJSValue m_run; ///< of the prelude
};

} // namespace stateroom::hookengine
