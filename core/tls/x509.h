// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>

// OpenSSL's own, so that nobody else needs its headers.
struct evp_pkey_st;
struct x509_st;

namespace stateroom::tls {

/// A private key on the curve P-256. A value; copies share it.
class PrivateKey {
public:
    static Result<PrivateKey> make();
    /// InvalidInput when it is not the PEM of such a key.
    static Result<PrivateKey> fromPem(const QByteArray& pem);
    QByteArray toPem() const;

    evp_pkey_st* get() const { return m_key.get(); }

private:
    explicit PrivateKey(evp_pkey_st* key);
    std::shared_ptr<evp_pkey_st> m_key;
};

/// From when to when a certificate holds; whole seconds count.
struct Validity {
    Timestamp from;
    Timestamp to;
};

/// What a server is called: host names (`localhost`) and IP addresses (`127.0.0.1`, `::1`), neither
/// empty nor with a port. Names that are not made of letters, digits, hyphens and dots are not
/// certified.
using Names = QByteArrayList;

/// An X.509 certificate (RFC 5280). A value; copies share it.
class Certificate {
public:
    /// An authority that may certify servers of these names alone, and names below them.
    static Result<Certificate>
    makeAuthority(const PrivateKey& key, const Names& names, const Validity& validity);
    /// One for a server, signed by `authority`, whose key is `authorityKey`.
    static Result<Certificate> makeServer(
        const Certificate& authority, const PrivateKey& authorityKey, const PrivateKey& key,
        const Names& names, const Validity& validity);
    /// InvalidInput when it is not the PEM of a certificate; what follows the first one is ignored.
    static Result<Certificate> fromPem(const QByteArray& pem);
    QByteArray toPem() const;

    Validity validity() const;
    bool isOf(const PrivateKey& key) const;
    /// Whether it is for exactly these names.
    bool isFor(const Names& names) const;
    /// Whether a client that trusts `authority` alone would take it for a server's at that moment;
    /// it judges all but whether the name is the one that was called.
    bool isAcceptedBy(const Certificate& authority, Timestamp at) const;

private:
    explicit Certificate(x509_st* certificate);
    std::shared_ptr<x509_st> m_certificate;
};

} // namespace stateroom::tls
