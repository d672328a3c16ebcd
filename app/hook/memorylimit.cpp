// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hook/memorylimit.h"

#include "core/hookengine/hookpipe.h"
#include "core/hookwire/wirelimits.h"

#ifdef Q_OS_UNIX
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#endif

namespace stateroom::hookengine {

#ifdef Q_OS_UNIX

namespace {

using hookwire::ExitCode;

/// An engine that gets no memory fails where it first uses it, with errno still telling why.
[[noreturn]] void leaveFailed(int)
{
    leave(int(errno == ENOMEM ? ExitCode::Memory : ExitCode::Crashed));
}

[[noreturn]] void leaveOutOfMemory()
{
    leave(int(ExitCode::Memory));
}

[[noreturn]] void leaveTerminated()
{
    if (const auto thrown = std::current_exception()) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::bad_alloc&) {
            leave(int(ExitCode::Memory));
        } catch (...) {
        }
    }
    leaveFailed(0);
}

void catchFailures()
{
    static char stack[64 * 1024]; // the failure may be that the other is full
    const stack_t alternative{stack, 0, sizeof stack};
    (void)sigaltstack(&alternative, nullptr);
    struct sigaction action = {};
    action.sa_handler = leaveFailed;
    action.sa_flags = SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP})
        (void)sigaction(signal, &action, nullptr);
    std::set_new_handler(leaveOutOfMemory);
    std::set_terminate(leaveTerminated);
    errno = 0;
}

#if defined(Q_OS_LINUX) && !defined(STATEROOM_SANITIZED)
#define STATEROOM_BOUNDS_ADDRESSES

/// Bytes of address space in use; 0 when that cannot be told.
qint64 addressSpace()
{
    qint64 pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%lld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * sysconf(_SC_PAGESIZE);
}
#else
qint64 peakMemory()
{
    rusage usage{};
    (void)getrusage(RUSAGE_SELF, &usage);
#ifdef Q_OS_MACOS
    return usage.ru_maxrss;
#else
    return qint64(usage.ru_maxrss) * 1024;
#endif
}

void watchMemory(qint64 most)
{
    std::thread([most] {
        while (peakMemory() <= most)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        leaveOutOfMemory();
    }).detach();
}
#endif

} // namespace

void limitMemory(qint64 bytes)
{
    catchFailures();
#ifdef STATEROOM_BOUNDS_ADDRESSES
    const auto most = rlim_t(addressSpace() + bytes);
    const rlimit both{most, most};
    (void)setrlimit(RLIMIT_AS, &both);
#else
    watchMemory(peakMemory() + bytes);
#endif
}

#else

void limitMemory(qint64) {}

#endif

} // namespace stateroom::hookengine
