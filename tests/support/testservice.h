// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "tests/support/eventclient.h"
#include "tests/support/httpclient.h"

#include <mutex>

namespace stateroom::test {

/// A Service in this process, on a port that was free, with three HTTP threads, an ephemeral store
/// and clocks that stand until they are moved.
class TestService {
public:
    /// What a test does not change: ephemeral, port 0, three threads.
    static ServiceOptions plainOptions();

    explicit TestService(ServiceOptions options = plainOptions());

    /// Empty when all went well; else why it could not be started.
    const QString& mistake() const { return m_mistake; }

    HttpAnswer
    call(const QByteArray& request, const QByteArray& body = {}, const Fields& fields = {}) const
    {
        return test::call(port(), request, body, fields);
    }
    quint16 port() const { return m_port; }
    Service& service() { return *m_service; }
    Store& store() { return m_service->store(); }

    /// The newest change's seq.
    Seq position();
    /// What happened behind that change, a line for each: `workflow/wf-1 status v3 set {"a":1}`.
    QByteArrayList log(Seq after = {});
    /// The changes themselves.
    std::vector<Change> changes(Seq after = {});
    /// Writes a value past HTTP.
    Version write(const QByteArray& space, const QByteArray& key, const QByteArray& value);

    /// The reports of the requests so far; waits until there is one of this id.
    RequestReport reportOf(const QByteArray& requestId);

    ManualClock clock;     ///< the store's
    ManualClock httpClock; ///< the server's

private:
    const std::unique_ptr<Reader>& reader();

    std::mutex m_mutex;
    std::vector<RequestReport> m_reports; // guarded by m_mutex
    QString m_mistake;
    quint16 m_port = 0;
    std::unique_ptr<Service> m_service;
    std::unique_ptr<Reader> m_reader; // goes before the store
};

} // namespace stateroom::test
