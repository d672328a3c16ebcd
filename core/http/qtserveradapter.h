// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <memory>

namespace stateroom {

/// What the adapter calls from within QAbstractHttpServer.
class AdmittedRequests {
public:
    virtual void handleAll() = 0;

protected:
    ~AdmittedRequests() = default;
};

/// The one place that includes QtHttpServer and knows its version. Shows a QAbstractHttpServer the
/// requests that the gate has let through, on a socket without descriptor: Qt's server sees a
/// constant head and calls back, while path, fields and body are those that our own parsers read.
/// So its parser meets no byte of a stranger. What became complete in one turn of the event loop
/// passes together, because the constant head costs as much as all else about a small request.
/// Belongs to the thread that made it.
class QtServerAdapter {
public:
    QtServerAdapter();
    ~QtServerAdapter();
    Q_DISABLE_COPY_MOVE(QtServerAdapter)

    /// Has `requests.handleAll()` called by QAbstractHttpServer::handleRequest, before it returns.
    /// False when Qt did not call, which would be a defect. Not to be called while isBusy().
    bool pass(AdmittedRequests& requests);
    bool isBusy() const;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace stateroom
