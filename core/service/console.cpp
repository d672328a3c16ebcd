// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/console.h"

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
    if (service.isReachableFromOutside())
        print(
            stderr, u"Other machines can reach this server: every API needs a key, and keys "
                    u"travel unencrypted unless something in front of it speaks TLS.\n"_s);
}

} // namespace stateroom
