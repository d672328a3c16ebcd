// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookengine/hookengine.h"

#include "core/hookengine/syntaxhint.h"
#include "core/hookwire/wirelimits.h"
#include "core/json/jsonobject.h"

#include <QFile>

#include <algorithm>

// Outside of namespaces, as Q_INIT_RESOURCE wants it.
static void initHookEngineResources()
{
    Q_INIT_RESOURCE(hookengine);
}

namespace stateroom::hookengine {

using namespace Qt::StringLiterals;
using hookwire::FrameKind;

namespace {

const QString scriptFile = u"script.js"_s;

QString ownSource(const QString& name)
{
    QFile file(u":/hookengine/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What it says of an error's place, a line for each call: `function:line:column:file`.
struct Place {
    int line = -1;
    int column = -1;
};

Place placeIn(const QStringList& trace)
{
    for (const QString& call : trace) {
        const QStringList parts = call.split(u':');
        if (parts.size() >= 4 && parts.last() == scriptFile)
            return {parts[1].toInt(), parts[2].toInt()};
    }
    return {};
}

/// UTF-8 that is valid, whatever the text holds.
JsonText textOf(const QString& text)
{
    return JsonText::fromUtf8(text.left(hookwire::maxErrorBytes / 4).toUtf8());
}

} // namespace

HookEngine::HookEngine(HookPipe& pipe)
    : m_pipe(pipe)
    , m_bridge(m_engine, pipe)
{
    initHookEngineResources();
    QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    const QJSValue builtins = m_engine.evaluate(ownSource(u"builtins.js"_s), u"builtins.js"_s);
    const QJSValue prelude = m_engine.evaluate(ownSource(u"prelude.js"_s), u"prelude.js"_s);
    const QJSValue mark = builtins.call({m_engine.globalObject()});
    m_run = prelude.call({m_engine.newQObject(&m_bridge), m_engine.globalObject(), mark});
    if (!m_run.isCallable()) { // never, but for a mistake in those two
        sendFailure(u"The prelude failed: "_s + m_run.toString(), -1, -1, {});
        leave(int(hookwire::ExitCode::Done));
    }
}

void HookEngine::run(const HookCall& call)
{
    warnOfSilentTraps(call.script);
    const auto function = compile(call);
    if (!function)
        return;
    const QJSValue options = readable(m_engine, call.options);
    const QJSValue outcome = m_run.call({*function, options.property(0), options.property(1)});
    if (outcome.isError())
        return sendFailure(outcome.toString(), -1, -1, {});
    if (!outcome.property(u"isDone"_s).toBool()) {
        const QString message = outcome.property(u"message"_s).toString();
        // What the engine turns down itself is as much too much as what ends it.
        if (message.startsWith("RangeError: "_L1) && message.endsWith("out of memory"_L1))
            leave(int(hookwire::ExitCode::Memory));
        const QJSValue line = outcome.property(u"line"_s);
        return sendFailure(
            message, line.isNumber() ? line.toInt() : -1, -1,
            outcome.property(u"stack"_s).toString());
    }
    const QByteArray result = utf8OfJson(outcome.property(u"text"_s).toString());
    if (const QString why = tooMuchIn(result, u"The result"_s); !why.isEmpty())
        return sendFailure(u"RangeError: "_s + why, -1, -1, {});
    m_pipe.send(FrameKind::Result, result);
}

std::optional<QJSValue> HookEngine::compile(const HookCall& call)
{
    // In the same text, since the names that let, const and class declare are the text's own.
    const QString name = call.function;
    const QString asking = u"\n;typeof %1 === 'undefined' ? undefined : %1"_s.arg(name);
    QStringList trace;
    const QJSValue function = m_engine.evaluate(call.script + asking, scriptFile, 1, &trace);
    if (trace.isEmpty() && function.isCallable())
        return function;
    if (trace.isEmpty()) {
        sendFailure(u"The script has no function \"%1\""_s.arg(name), -1, -1, {});
        return std::nullopt;
    }
    Place place = placeIn(trace);
    if (function.errorType() == QJSValue::SyntaxError && place.column > 0) {
        const int lines = int(call.script.count(u'\n')) + 1;
        // What is missing at the end is missed in our line behind it.
        const bool isAtEnd = place.line > lines;
        if (isAtEnd)
            place = {lines, int(call.script.size() - call.script.lastIndexOf(u'\n'))};
        sendFailure(
            isAtEnd ? u"SyntaxError: The script ends too early: a brace, bracket, parenthesis or "
                      u"quote is not closed."_s
                    : function.toString() + syntaxHint(call.script, place.line),
            place.line, place.column, {});
        return std::nullopt;
    }
    const QString text =
        function.isError() ? function.toString() : u"Thrown: "_s + function.toString();
    sendFailure(text, place.line, -1, {});
    return std::nullopt;
}

void HookEngine::warnOfSilentTraps(const QString& script)
{
    for (const SilentTrap& trap : silentTraps(script))
        m_bridge.log(u"w"_s, u"Line %1: %2"_s.arg(trap.line).arg(trap.warning));
}

void HookEngine::sendFailure(const QString& message, int line, int column, const QString& stack)
{
    JsonObject failure;
    failure.add("message", textOf(message));
    if (line > 0)
        failure.add("line", qint64(line));
    if (column > 0)
        failure.add("column", qint64(column));
    if (!stack.isEmpty())
        failure.add("stack", textOf(stack));
    m_pipe.send(FrameKind::Failure, failure.take());
}

} // namespace stateroom::hookengine
