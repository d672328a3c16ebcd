// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/standardstreams.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#else
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

#ifdef Q_OS_WIN
constexpr int pipeNumber = 0;
auto readSome(int fd, char* to, unsigned size)
{
    return ::_read(fd, to, size);
}
auto writeSome(int fd, const char* from, unsigned size)
{
    return ::_write(fd, from, size);
}
bool isTerminal(int fd)
{
    return ::_isatty(fd) != 0;
}
int columnsOf(int)
{
    return 80;
}
qint64 sizeOfFile(int)
{
    return -1;
}
#else
constexpr int pipeNumber = SIGPIPE;
auto readSome(int fd, char* to, size_t size)
{
    return ::read(fd, to, size);
}
auto writeSome(int fd, const char* from, size_t size)
{
    return ::write(fd, from, size);
}
bool isTerminal(int fd)
{
    return ::isatty(fd) == 1;
}

int columnsOf(int fd)
{
    bool isNumber = false;
    const int told = qEnvironmentVariableIntValue("COLUMNS", &isNumber);
    if (isNumber && told > 0)
        return told;
    winsize size{};
    return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

qint64 sizeOfFile(int fd)
{
    struct stat status {};
    return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) ? qint64(status.st_size) : -1;
}
#endif

ClientFailure failed(const QString& what)
{
    return clientFailure(
        ClientErrorCode::LocalFile, what + QString::fromLocal8Bit(std::strerror(errno)) + u'.');
}

/// A call that a signal has broken off is taken up again, unless the signal was the wish to end.
bool wasInterrupted(const Interruption& interruption)
{
    QCoreApplication::processEvents();
    return interruption.isRequested();
}

Outcome<void> writeAll(QByteArrayView bytes, const Interruption& interruption)
{
    while (!bytes.isEmpty()) {
        const auto written = writeSome(STDOUT_FILENO, bytes.data(), size_t(bytes.size()));
        if (written >= 0)
            bytes = bytes.sliced(qsizetype(written));
        else if (errno == EPIPE)
            return clientFailure(ClientErrorCode::OutputClosed, u"The output was closed."_s);
        else if (errno != EINTR)
            return failed(u"Cannot write to standard output: "_s);
        else if (wasInterrupted(interruption))
            return Interruption::failure();
    }
    return {};
}

/// Waits in an event loop, so that a signal that comes before the read ends it, too.
void waitForInput([[maybe_unused]] const Interruption& interruption)
{
#ifndef Q_OS_WIN
    QEventLoop loop;
    QSocketNotifier readable(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&readable, &QSocketNotifier::activated, &loop, &QEventLoop::quit);
    QObject::connect(&interruption, &Interruption::requested, &loop, &QEventLoop::quit);
    if (!interruption.isRequested())
        loop.exec();
#endif
}

Outcome<QByteArray> readUpTo(qsizetype most, const Interruption& interruption)
{
    QByteArray bytes(most, Qt::Uninitialized);
    for (;;) {
        waitForInput(interruption);
        if (interruption.isRequested())
            return Interruption::failure();
        const auto taken = readSome(STDIN_FILENO, bytes.data(), size_t(most));
        if (taken >= 0) {
            bytes.truncate(qsizetype(taken));
            return bytes;
        }
        if (errno != EINTR)
            return failed(u"Cannot read standard input: "_s);
    }
}

} // namespace

Streams standardStreams(Interruption& interruption)
{
#ifndef Q_OS_WIN
    std::signal(SIGPIPE, SIG_IGN);
    // A waiting write is to end when the user asks for the end.
    for (const int number : {SIGINT, SIGTERM}) {
        struct sigaction action {};
        ::sigaction(number, nullptr, &action);
        action.sa_flags &= ~SA_RESTART;
        ::sigaction(number, &action, nullptr);
    }
#else
    ::_setmode(STDOUT_FILENO, _O_BINARY);
    ::_setmode(STDIN_FILENO, _O_BINARY);
#endif
    Streams streams;
    streams.out = [&interruption](QByteArrayView bytes) { return writeAll(bytes, interruption); };
    streams.err = [](QByteArrayView bytes) {
        std::fwrite(bytes.data(), 1, size_t(bytes.size()), stderr);
        std::fflush(stderr);
    };
    streams.in = [&interruption](qsizetype most) { return readUpTo(most, interruption); };
    streams.inSize = sizeOfFile(STDIN_FILENO);
    streams.outIsTerminal = isTerminal(STDOUT_FILENO);
    streams.errIsTerminal = isTerminal(STDERR_FILENO);
    streams.columns = columnsOf(streams.outIsTerminal ? STDOUT_FILENO : STDERR_FILENO);
    return streams;
}

void dieOfSignal(int signal, int exitCode)
{
    if (signal > 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    std::_Exit(exitCode);
}

int interruptSignal()
{
    return SIGINT;
}

int pipeSignal()
{
    return pipeNumber;
}

} // namespace stateroom::cli
