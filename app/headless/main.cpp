// SPDX-License-Identifier: GPL-3.0-or-later
// stateroomd: the store and its APIs without a window.
#include "core/base/memory.h"
#include "core/base/termination.h"
#include "core/service/console.h"
#include "core/service/logging.h"
#include "core/service/options.h"

#include <QCoreApplication>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

int refuseToStart(const Error& error)
{
    return refuse(u"stateroomd"_s, error);
}

int run(const ProgramOptions& options)
{
    std::unique_ptr<Service> service;
    bool isToldToEnd = false;
    // Before there is anything to leave behind: also who is told to end amid its start cleans up.
    const Termination termination([&service, &isToldToEnd] {
        isToldToEnd = true;
        if (service)
            service->stop();
        QCoreApplication::exit();
    });
    auto opened = Service::open(options.service);
    if (isToldToEnd)
        return 0;
    if (!opened)
        return refuseToStart(opened.error());
    service = std::move(*opened);
    if (auto serving = service->serve(); !serving)
        return refuseToStart(serving.error());
    tellStart(*service);
    print(stdout, u"listening on "_s + service->url() + u'\n');
    if (const QString url = service->httpsUrl(); !url.isEmpty())
        print(stdout, u"listening on "_s + url + u'\n');
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char* argv[])
{
    returnLargeBlocks();
    keepFilesPrivate();
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
        return refuseToStart(options.error());
    if (!options->printAndExit.isEmpty()) {
        print(stdout, options->printAndExit);
        return 0;
    }
    if (options->logRequests)
        options->service.http.report = logRequest;
    return run(*options);
}
