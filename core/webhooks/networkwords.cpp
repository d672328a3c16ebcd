// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/networkwords.h"

#include <QCoreApplication>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* contexts[] = {
    "QNativeSocketEngine", "QAbstractSocket", "QSslSocket", "QHostInfo", "QHostInfoAgent"};

constexpr const char* known[] = {
    "Connection refused",
    "Connection timed out",
    "Host not found",
    "Host unreachable",
    "Network error",
    "Network operation timed out",
    "Network unreachable",
    "Out of resources",
    "Permission denied",
    "Socket operation timed out",
    "Temporary error",
    "The remote host closed the connection",
    "Unable to write",
    "Unknown error",
    "No certificates could be verified",
    "One of the CA certificates is invalid",
    "The certificate has expired",
    "The certificate is not yet valid",
    "The certificate is self-signed, and untrusted",
    "The host name did not match any of the valid hosts for this certificate",
    "The issuer certificate could not be found",
    "The issuer certificate of a locally looked up certificate could not be found",
    "The peer did not present any certificate",
    "The root CA certificate is not trusted for this purpose",
    "The root certificate of the certificate chain is self-signed, and untrusted",
    "The signature of the certificate is invalid",
    "The supplied certificate is unsuitable for this purpose",
};

/// What the TLS library reports stands within it.
constexpr const char* handshake = "Error during SSL handshake: %1";

} // namespace

QString englishOf(const QString& words)
{
    for (const char* english : known) {
        for (const char* context : contexts) {
            if (QCoreApplication::translate(context, english) == words)
                return QString::fromLatin1(english);
        }
    }
    const QString frame = QCoreApplication::translate("QSslSocket", handshake);
    const qsizetype place = frame.indexOf(u"%1"_s);
    if (place > 0 && words.startsWith(QStringView(frame).first(place)))
        return QString::fromLatin1(handshake).arg(words.sliced(place));
    return words;
}

} // namespace stateroom::webhooks
