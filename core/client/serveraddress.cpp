// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/serveraddress.h"

#include <QHostAddress>
#include <QUrl>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

ClientFailure wrong(const QString& source, const QString& text, const QString& why)
{
    return clientFailure(
        ClientErrorCode::WrongUsage, source + u": \""_s + text + u"\" "_s + why,
        u"Give the server's address as in http://localhost:7474."_s);
}

bool isLocalName(const QString& host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace

Outcome<ServerAddress> ServerAddress::parse(const QString& text, const QString& source)
{
    const QUrl url(
        text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::ParsingMode::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return wrong(source, text, u"is not a URL."_s);
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return wrong(source, text, u"is neither http nor https."_s);
    // Not repeated in the message: it would be a secret.
    if (!url.userInfo().isEmpty())
        return clientFailure(
            ClientErrorCode::WrongUsage, source + u": a URL with a user name is not taken."_s,
            u"Give the control token by --token-file or STATEROOM_TOKEN."_s);
    if (url.hasQuery() || url.hasFragment())
        return wrong(source, text, u"has a query or fragment."_s);

    ServerAddress address;
    address.secure = url.scheme() == "https"_L1;
    address.host = url.host();
    address.port = quint16(url.port(address.secure ? 443 : 80));
    address.basePath = url.path(QUrl::FullyEncoded).toLatin1();
    const auto dropSlashes = [&path = address.basePath] {
        while (path.endsWith('/'))
            path.chop(1);
    };
    dropSlashes();
    // Base URLs of the APIs end so; what is called here has a path of its own.
    if (address.basePath.endsWith("/v1"))
        address.basePath.chop(3);
    dropSlashes();
    // A server that listens on every address is reached by this machine's own.
    const QHostAddress ip(address.host);
    if (ip == QHostAddress(QHostAddress::AnyIPv4) || ip == QHostAddress(QHostAddress::Any))
        address.host = u"127.0.0.1"_s;
    else if (ip == QHostAddress(QHostAddress::AnyIPv6))
        address.host = u"::1"_s;
    return address;
}

bool ServerAddress::isLoopback() const
{
    return isLocalName(host) || QHostAddress(host).isLoopback();
}

QList<QString> ServerAddress::hosts() const
{
    if (isLocalName(host))
        return {u"127.0.0.1"_s, u"::1"_s};
    return {host};
}

QByteArray ServerAddress::authority() const
{
    const QByteArray name = host.contains(u':') ? '[' + host.toLatin1() + ']' : QUrl::toAce(host);
    return name + ':' + QByteArray::number(port);
}

QString ServerAddress::text() const
{
    return (secure ? u"https://"_s : u"http://"_s) + QString::fromLatin1(authority() + basePath);
}

} // namespace stateroom
