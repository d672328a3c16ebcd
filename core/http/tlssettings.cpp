// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tlssettings.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace stateroom {

using namespace Qt::StringLiterals;

Result<void> TlsSettings::use(const tls::Credentials& credentials)
{
    if (!QSslSocket::supportsSsl())
        return fail(
            ErrorCode::InvalidInput, u"Qt finds no TLS library here."_s,
            u"Install OpenSSL 3, or leave --tls out."_s);
    const auto chain = QSslCertificate::fromData(credentials.chain, QSsl::Pem);
    const QSslKey key(credentials.key, QSsl::Ec, QSsl::Pem);
    if (chain.isEmpty() || key.isNull())
        return fail(ErrorCode::InvalidInput, u"The certificate cannot be used."_s);
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setCaCertificates({}); // else the system's are read, for clients that show none
    const Lock lock(m_mutex);
    m_configuration = configuration;
    return {};
}

QSslConfiguration TlsSettings::current() const
{
    const Lock lock(m_mutex);
    return m_configuration;
}

} // namespace stateroom
