// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/networkwords.h"

#include <QHostInfo>
#include <QSslError>
#include <QSslSocket>

#include <algorithm>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

/// Of several that Qt has for an error; which one it is can be told where it speaks English.
constexpr const char* finer[] = {
    "Host unreachable",           "Network unreachable", "Network operation timed out",
    "Socket operation timed out", "Temporary error",     "Unable to write",
};

bool isFiner(const QString& words)
{
    return std::any_of(std::begin(finer), std::end(finer), [&words](const char* one) {
        return words == QLatin1String(one);
    });
}

/// Empty for what is rare.
const char* wordsOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return "Connection refused";
    case QAbstractSocket::RemoteHostClosedError:
        return "The remote host closed the connection";
    case QAbstractSocket::SocketAccessError:
        return "Permission denied";
    case QAbstractSocket::SocketResourceError:
        return "Out of resources";
    case QAbstractSocket::SocketTimeoutError:
        return "Connection timed out";
    case QAbstractSocket::NetworkError:
        return "Network error";
    default:
        return "";
    }
}

const char* wordsOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::UnableToGetIssuerCertificate:
        return "The issuer certificate could not be found";
    case QSslError::CertificateSignatureFailed:
        return "The signature of the certificate is invalid";
    case QSslError::CertificateNotYetValid:
        return "The certificate is not yet valid";
    case QSslError::CertificateExpired:
        return "The certificate has expired";
    case QSslError::SelfSignedCertificate:
        return "The certificate is self-signed, and untrusted";
    case QSslError::SelfSignedCertificateInChain:
        return "The root certificate of the certificate chain is self-signed, and untrusted";
    case QSslError::UnableToGetLocalIssuerCertificate:
        return "The issuer certificate of a locally looked up certificate could not be found";
    case QSslError::UnableToVerifyFirstCertificate:
        return "No certificates could be verified";
    case QSslError::InvalidCaCertificate:
        return "One of the CA certificates is invalid";
    case QSslError::InvalidPurpose:
        return "The supplied certificate is unsuitable for this purpose";
    case QSslError::CertificateUntrusted:
        return "The root CA certificate is not trusted for this purpose";
    case QSslError::NoPeerCertificate:
        return "The peer did not present any certificate";
    case QSslError::HostNameMismatch:
        return "The host name did not match any of the valid hosts for this certificate";
    default:
        return "";
    }
}

QString handshakeWords(const QSslSocket& socket)
{
    const QList<QSslError> errors = socket.sslHandshakeErrors();
    if (!errors.isEmpty())
        return QString::fromLatin1(wordsOf(errors.first().error()));
    // What the library reports stands behind words of Qt's.
    const QString words = socket.errorString();
    const qsizetype report = words.indexOf(u"error:"_s);
    return report < 0 ? QString() : u"Error during SSL handshake: %1"_s.arg(words.sliced(report));
}

} // namespace

QString englishOf(const QAbstractSocket& socket)
{
    const QString words = socket.errorString();
    if (isFiner(words))
        return words;
    const auto* secure = qobject_cast<const QSslSocket*>(&socket);
    const QString english = secure && socket.error() == QAbstractSocket::SslHandshakeFailedError
                                ? handshakeWords(*secure)
                                : QString::fromLatin1(wordsOf(socket.error()));
    return english.isEmpty() ? words : english;
}

QString englishOf(const QHostInfo& found)
{
    return found.error() == QHostInfo::HostNotFound ? u"Host not found"_s : found.errorString();
}

} // namespace stateroom::webhooks
