// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/calltarget.h"
#include "core/client/httpcaller.h"
#include "core/client/serverfinder.h"
#include "core/json/jsontext.h"

namespace stateroom {

/// The control API (docs/api/control.md) as a client has it: targets are those behind
/// `/_stateroom/v1`, answers are JSON, and every status that is not a success is a ClientError with
/// the server's own message.
class ControlClient {
public:
    /// `interruption` must outlive the object.
    ControlClient(Server server, Interruption& interruption, HttpCallerOptions options = {});

    const Server& server() const { return m_server; }
    HttpCaller& caller() { return *m_caller; }
    /// From now on this one is called.
    void moveTo(Server server);

    Outcome<JsonText> get(const CallTarget& target);
    /// POST, PUT, PATCH, DELETE; a null `body` sends none.
    Outcome<JsonText>
    send(const QByteArray& method, const CallTarget& target, const QByteArray& body = {});
    /// Any call; the answer's body is not looked at when it is a success.
    Outcome<HttpAnswer> call(HttpCall call);
    /// The same, where an answer of this status is as good as a success.
    Outcome<HttpAnswer> ask(HttpCall call, int alsoGood);
    /// The same, whose body the caller reads.
    Outcome<ReplyHead> open(HttpCall call);

    /// The status of the last call that was answered; 0: none was.
    int lastStatus() const { return m_lastStatus; }

    /// How answers and bodies are judged: larger than any value, and somewhat deeper.
    static JsonLimits limits();

private:
    void complete(HttpCall& call) const;
    ClientError errorOf(const HttpAnswer& answer) const;
    ClientError errorOf(int status, const JsonText& body) const;

    Server m_server;
    Interruption& m_interruption;
    const HttpCallerOptions m_options;
    std::unique_ptr<HttpCaller> m_caller;
    int m_lastStatus = 0;
};

} // namespace stateroom
