// SPDX-License-Identifier: GPL-3.0-or-later
// stateroom: the store, its APIs and a window on it, in one process.
#include "app/desktop/desktop.h"
#include "core/base/memory.h"
#include "core/base/termination.h"
#include "core/service/console.h"
#include "core/service/logging.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/fonts.h"

#include <QApplication>
#include <QScreen>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

int refuseToStart(const Error& error)
{
    return refuse(u"stateroom"_s, error);
}

Result<ProgramOptions> parse(const Clock& clock)
{
    return parseOptions(
        u"stateroom"_s,
        u"Keeps and serves a versioned store of application state, with a window on it."_s,
        QCoreApplication::arguments(), QProcessEnvironment::systemEnvironment(), clock);
}

/// Help and version must not need a display.
bool onlyPrints(int argc, char* argv[])
{
    return std::any_of(argv + 1, argv + argc, [](QByteArrayView argument) {
        return argument == "--help" || argument == "-h" || argument == "--version" ||
               argument == "-v";
    });
}

int printOnly(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const SystemClock clock;
    const auto options = parse(clock);
    if (!options)
        return refuseToStart(options.error());
    print(stdout, options->printAndExit);
    return 0;
}

/// Who has chosen large text for the system has it here, too: the window is enlarged as a whole, by
/// Qt's own factor. That is read when an application begins, while the font is known to one only.
void enlargeWithTheSystemsFont(int argc, char* argv[])
{
#ifdef Q_OS_MACOS
    // One size for all, of 13 points, which are 72 to the inch there.
    Q_UNUSED(argc)
    Q_UNUSED(argv)
#else
    std::vector<char*> arguments(argv, argv + argc); // Qt takes its own out of them
    arguments.push_back(nullptr);
    const QGuiApplication probe(argc, arguments.data());
    const QScreen* screen = QGuiApplication::primaryScreen();
    if (screen == nullptr)
        return;
    const qreal by = ui::enlargementFor(
        QGuiApplication::font(), ui::MainWindow::leastSize, screen->availableSize());
    const qreal own = qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s).toDouble();
    if (by > 1)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(by * (own > 0 ? own : 1)));
#endif
}

int runWindow(int argc, char* argv[])
{
    enlargeWithTheSystemsFont(argc, argv);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"stateroom"_s);
    QApplication::setApplicationDisplayName(u"Stateroom"_s);
    QApplication::setDesktopFileName(u"stateroom"_s);
    installLog();
    const SystemClock clock;
    auto options = parse(clock);
    if (!options)
        return refuseToStart(options.error());
    if (options->logRequests)
        options->service.http.report = logRequest;
    bool isToldToEnd = false;
    // exit(): quit() would ask the window, which may ask its user. From the start, so that who is
    // told to end amid it leaves nothing behind.
    const Termination termination([&isToldToEnd] {
        isToldToEnd = true;
        QCoreApplication::exit();
    });
    auto desktop = Desktop::start(application, options->service);
    if (isToldToEnd)
        return 0;
    if (!desktop)
        return refuseToStart(desktop.error());
    if (!*desktop) {
        print(stdout, u"the window that was open on this store has been brought up\n"_s);
        return 0;
    }
    (*desktop)->tellStart();
    (*desktop)->showWindow();
    if ((*desktop)->trouble().isEmpty())
        print(stdout, u"listening on "_s + (*desktop)->url() + u'\n');
    else
        print(stderr, u"stateroom: "_s + (*desktop)->trouble() + u'\n');
    return QApplication::exec();
}

} // namespace

int main(int argc, char* argv[])
{
    returnLargeBlocks();
    keepFilesPrivate();
    return onlyPrints(argc, argv) ? printOnly(argc, argv) : runWindow(argc, argv);
}
