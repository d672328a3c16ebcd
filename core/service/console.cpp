// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/console.h"

#include "core/service/curl.h"

#include <QFileInfo>

#ifndef Q_OS_WIN
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

bool isTerminal(std::FILE* stream)
{
#ifdef Q_OS_WIN
    return false;
#else
    return ::isatty(::fileno(stream));
#endif
}

/// How clients take the certificate of this server for what it is.
void tellTrust(const Service& service)
{
    const QString path = service.authorityFile();
    const QString quoted = QString::fromLocal8Bit(shellQuoted(path.toLocal8Bit()));
    const QString news =
        service.isAuthorityNew() ? u" It is new: clients have to trust it."_s : QString();
    const QString text = u"HTTPS is certified by this directory's own authority, %1.%2\n"
                         u"  curl:   curl --cacert %3 %4/health\n"
                         u"  Node:   NODE_EXTRA_CA_CERTS=%3 node app.js\n"
                         u"  Python: SSL_CERT_FILE=%3 python3 app.py\n"_s;
    print(stderr, text.arg(path, news, quoted, service.httpsUrl()));
    // Where it listens on any address, which no certificate is for.
    if (service.isReachableFromOutside() && service.httpsUrl().startsWith("https://localhost:"_L1))
        print(stderr, u"Other machines need a name that is certified: --allow-host NAME.\n"_s);
}

} // namespace

void print(std::FILE* stream, const QString& text)
{
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

void keepFilesPrivate()
{
#ifndef Q_OS_WIN
    ::umask(S_IRWXG | S_IRWXO);
#endif
}

int refuse(const QString& program, const Error& error)
{
    print(stderr, program + u": "_s + error.toString() + u'\n');
    return cannotStart;
}

void tellStart(const Service& service)
{
    for (const KeyStore::NewKey& made : service.madeKeys()) {
        if (isTerminal(stderr))
            print(
                stderr, QString::fromLatin1(apiName(made.key.api) + " key: " + made.text) + u'\n');
    }
    // Not only by the start that made them: that one may have failed later.
    if (QFileInfo::exists(service.keyFile()))
        print(stderr, u"API keys are in "_s + service.keyFile() + u'\n');
    if (!service.httpsUrl().isEmpty())
        tellTrust(service);
    if (service.isReachableFromOutside())
        print(
            stderr, u"Other machines can reach this server: every API needs a key, and over http "
                    u"keys travel unencrypted unless something in front of it speaks TLS.\n"_s);
}

} // namespace stateroom
