// SPDX-License-Identifier: GPL-3.0-or-later
// stateroomd: the store and its APIs without a window.
#include "core/base/memory.h"
#include "core/base/termination.h"
#include "core/service/logging.h"
#include "core/service/options.h"

#include <QCoreApplication>

#include <cstdio>

#ifndef Q_OS_WIN
#include <unistd.h>
#endif

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

/// What the shell is told when the program could not do what it was asked for.
constexpr int cannotStart = 2;

void print(std::FILE* stream, const QString& text)
{
    const QByteArray bytes = text.toLocal8Bit();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

int refuse(const Error& error)
{
    print(stderr, u"stateroomd: "_s + error.toString() + u'\n');
    return cannotStart;
}

bool isTerminal(std::FILE* stream)
{
#ifdef Q_OS_WIN
    return false;
#else
    return ::isatty(::fileno(stream));
#endif
}

/// The keys that a first start has made: themselves on a terminal, in a log that may be kept only
/// where they are.
void tellFirstKeys(const Service& service)
{
    if (service.madeKeys().empty())
        return;
    for (const KeyStore::NewKey& made : service.madeKeys()) {
        if (isTerminal(stderr))
            print(
                stderr, QString::fromLatin1(apiName(made.key.api) + " key: " + made.text) + u'\n');
    }
    print(stderr, u"API keys are in "_s + service.keyFile() + u'\n');
}

int run(const ProgramOptions& options)
{
    auto service = Service::open(options.service);
    if (!service)
        return refuse(service.error());
    if (auto serving = (*service)->serve(); !serving)
        return refuse(serving.error());
    const Termination termination([&service] {
        (*service)->stop();
        QCoreApplication::quit();
    });
    tellFirstKeys(**service);
    print(stdout, u"listening on "_s + (*service)->url() + u'\n');
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char* argv[])
{
    returnLargeBlocks();
    // Qt's own dispatcher needs two system calls a request less than GLib's.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"stateroomd"_s);
    installLog();
    const SystemClock clock;
    auto options = parseOptions(
        u"stateroomd"_s, u"Serves a versioned store of application state on this machine."_s,
        QCoreApplication::arguments(), QProcessEnvironment::systemEnvironment(), clock);
    if (!options)
        return refuse(options.error());
    if (!options->printAndExit.isEmpty()) {
        print(stdout, options->printAndExit);
        return 0;
    }
    if (options->logRequests)
        options->service.http.report = logRequest;
    return run(*options);
}
