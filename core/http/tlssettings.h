// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mutex.h"
#include "core/tls/certificates.h"

#include <QSslConfiguration>

namespace stateroom {

/// How TLS is spoken: 1.2 or later, HTTP/1.1 only, no certificates asked of clients; and with which
/// certificate, which may be replaced while connections are made. Any thread.
class TlsSettings {
public:
    /// InvalidInput when these are not a certificate and its key, or when Qt has no TLS here.
    Result<void> use(const tls::Credentials& credentials);
    /// For a connection that is made now.
    QSslConfiguration current() const;

private:
    mutable Mutex m_mutex;
    QSslConfiguration m_configuration GUARDED_BY(m_mutex);
};

} // namespace stateroom
