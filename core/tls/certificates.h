// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tls/x509.h"

#include <QString>

namespace stateroom::tls {

/// With what a server proves who it is, as PEM texts.
struct Credentials {
    QByteArray chain; ///< its certificate, then the authority's
    QByteArray key;
    Timestamp renewAt; ///< from then on provide() makes a new one

    bool operator==(const Credentials&) const = default;
};

struct Provided {
    Credentials credentials;
    /// Clients have to trust the authority's file (anew): it was made, or renewed, just now.
    bool isAuthorityNew = false;
};

/// Where the authority's certificate stands, which clients are to trust.
QString authorityFile(const QString& dataDirectory);

/// The certificates of a data directory, in its folder `tls`; made where they are missing, do not
/// fit, or end soon. Files, each replaced as a whole and readable by the user alone: `ca.pem` and
/// `ca-key.pem`, the authority of this directory; `server.pem`, the server's key and certificate.
///
/// The server's certificate holds for 90 days and is renewed when 30 are left. The authority's
/// holds for 10 years and is renewed, with the same key, when less than one is left. It can certify
/// only the names with which it was made: for others a new one is made. All by `now`.
/// StorageFailed; DamagedFile when a file is not what it should be. Any thread, one at a time.
Result<Provided> provide(const QString& dataDirectory, const Names& names, Timestamp now);

} // namespace stateroom::tls
