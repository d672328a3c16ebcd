// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/httpserver.h"

#include <QTimer>

namespace stateroom {

/// Gives a server its certificate, and another one before that ends, for as long as it serves.
/// Belongs to the thread that made it, where it reads and writes no file but in provide(); that may
/// be called in another one before it watches.
class CertificateKeeper {
public:
    /// `clock` must outlive this.
    CertificateKeeper(QString dataDirectory, const Clock& clock);

    /// For a server with these options: localhost, where it listens, and what else it may be
    /// called. Errors as tls::provide().
    Result<tls::Credentials> provide(const HttpServerOptions& options);
    /// The newest.
    const tls::Credentials& credentials() const { return m_credentials; }
    /// Whether provide() has made or renewed the authority, which clients have to trust then.
    bool isAuthorityNew() const { return m_isAuthorityNew; }

    /// From now on looks each minute whether it is time. The server must outlive this, or stop()
    /// be called before.
    void watch(HttpServer& server);
    void stop();
    /// Looks at once. What is renewed is so later, by a thread of the pool; a failure is logged,
    /// and tried again.
    void look();

    static tls::Names namesOf(const HttpServerOptions& options);

private:
    const QString m_dataDirectory;
    const Clock& m_clock;
    tls::Names m_names;
    tls::Credentials m_credentials;
    bool m_isAuthorityNew = false;
    bool m_isRenewing = false;
    HttpServer* m_server = nullptr;
    QTimer m_timer;
};

} // namespace stateroom
