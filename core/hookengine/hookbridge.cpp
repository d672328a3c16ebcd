// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookengine/hookbridge.h"

#include "core/hookengine/exactnotes.h"
#include "core/hookwire/wirelimits.h"

#include <algorithm>

namespace stateroom::hookengine {

using namespace Qt::StringLiterals;
using hookwire::FrameKind;
using hookwire::LogLevel;

namespace {

/// How many objects and arrays stand within each other at most.
int levelsOf(const QByteArray& json)
{
    int level = 0;
    int most = 0;
    bool isText = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '"')
            isText = !isText;
        else if (isText)
            at += c == '\\' ? 1 : 0;
        else if (c == '{' || c == '[')
            most = std::max(most, ++level);
        else if (c == '}' || c == ']')
            --level;
    }
    return most;
}

} // namespace

QByteArray utf8OfJson(const QString& json)
{
    if (json.isValidUtf16())
        return json.toUtf8();
    QString escaped;
    escaped.reserve(json.size() + 64);
    for (qsizetype at = 0; at < json.size(); ++at) {
        const QChar unit = json[at];
        const bool isPair =
            unit.isHighSurrogate() && at + 1 < json.size() && json[at + 1].isLowSurrogate();
        if (isPair)
            escaped += json[at++];
        if (isPair || !unit.isSurrogate())
            escaped += json[at];
        else
            escaped += u"\\u"_s + QString::number(unit.unicode(), 16);
    }
    return escaped.toUtf8();
}

QString tooMuchIn(const QByteArray& json, const QString& what)
{
    if (json.size() > hookwire::maxJsonBytes)
        return u"%1 may have at most %2 MiB"_s.arg(what).arg(hookwire::maxJsonBytes >> 20);
    if (levelsOf(json) > hookwire::maxJsonDepth)
        return u"%1 may have at most %2 levels"_s.arg(what).arg(hookwire::maxJsonDepth);
    return {};
}

QJSValue readable(QJSEngine& engine, const QByteArray& json)
{
    const ExactNotes exact = exactNotes(json);
    QJSValue pair = engine.newArray(2);
    pair.setProperty(0, QString::fromUtf8(exact.json));
    pair.setProperty(1, QString::fromUtf8(exact.notes));
    return pair;
}

HookBridge::HookBridge(QJSEngine& engine, HookPipe& pipe)
    : m_engine(engine)
    , m_pipe(pipe)
{
}

QJSValue HookBridge::get(const QString& key)
{
    if (!countStateCall())
        return {};
    m_pipe.send(FrameKind::Get, key.toUtf8());
    const hookwire::Frame answer = m_pipe.receive();
    if (answer.kind != FrameKind::Value)
        return {};
    return readable(m_engine, answer.payload);
}

void HookBridge::set(const QString& key, const QString& json)
{
    const QByteArray value = utf8OfJson(json);
    m_writtenBytes += value.size();
    if (const QString why = tooMuchIn(value, u"A value of the state"_s); !why.isEmpty())
        return refuse(why);
    if (m_writtenBytes > hookwire::maxWrittenBytes)
        return refuse(u"A script may write at most %1 MiB to its state"_s.arg(
            hookwire::maxWrittenBytes >> 20));
    if (countStateCall())
        m_pipe.send(FrameKind::Set, hookwire::joinParts({key.toUtf8(), value}));
}

void HookBridge::remove(const QString& key)
{
    if (countStateCall())
        m_pipe.send(FrameKind::Remove, key.toUtf8());
}

void HookBridge::log(const QString& level, const QString& text)
{
    constexpr qsizetype maxLine = 8 * 1024;
    if (m_logLines > hookwire::maxLogLines)
        return;
    QByteArray line = text.left(maxLine).toUtf8();
    if (text.size() > maxLine)
        line += " …";
    m_logBytes += line.size();
    LogLevel as = LogLevel(level.front().toLatin1());
    if (++m_logLines > hookwire::maxLogLines || m_logBytes > hookwire::maxLogBytes) {
        m_logLines = hookwire::maxLogLines + 1;
        as = LogLevel::Warning;
        line = "The log is cut here: the script writes more than it may.";
    }
    m_pipe.send(FrameKind::Log, char(as) + line);
}

bool HookBridge::countStateCall()
{
    if (++m_stateCalls <= hookwire::maxStateCalls)
        return true;
    refuse(u"A script may use its state at most %1 times"_s.arg(hookwire::maxStateCalls));
    return false;
}

void HookBridge::refuse(const QString& why)
{
    m_engine.throwError(QJSValue::RangeError, why);
}

} // namespace stateroom::hookengine
