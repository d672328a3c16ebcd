// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hookengine/hookpipe.h"

#include <QJSEngine>
#include <QObject>

namespace stateroom::hookengine {

/// What the prelude calls: the state behind the pipe, and the log. No script is handed it. What
/// goes too far is thrown as an error at the script, before it is sent.
class HookBridge final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the object.
    HookBridge(QJSEngine& engine, HookPipe& pipe);

    /// `[text, notes]` of a value (ExactNotes); undefined: there is none.
    Q_INVOKABLE QJSValue get(const QString& key);
    Q_INVOKABLE void set(const QString& key, const QString& json);
    Q_INVOKABLE void remove(const QString& key);
    /// `level`: a LogLevel.
    Q_INVOKABLE void log(const QString& level, const QString& text);

private:
    bool countStateCall();
    void refuse(const QString& why);

    QJSEngine& m_engine;
    HookPipe& m_pipe;
    int m_stateCalls = 0;
    qint64 m_writtenBytes = 0;
    int m_logLines = 0;
    qsizetype m_logBytes = 0;
};

/// JSON as the engine writes it, as UTF-8: surrogates without a partner, which only strings can
/// hold, as escapes.
QByteArray utf8OfJson(const QString& json);

/// What is wrong with a value that is to leave; empty: nothing.
QString tooMuchIn(const QByteArray& json, const QString& what);

/// `[text, notes]` of JSON for the prelude.
QJSValue readable(QJSEngine& engine, const QByteArray& json);

} // namespace stateroom::hookengine
