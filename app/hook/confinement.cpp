// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hook/confinement.h"

#ifdef Q_OS_UNIX
#include <ctime>
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include <iterator>
#include <vector>

namespace stateroom::hookengine {

namespace {

#ifdef Q_OS_UNIX
void limit(int what, rlim_t most)
{
    const rlimit both{most, most};
    (void)setrlimit(static_cast<decltype(RLIMIT_CPU)>(what), &both);
}
#endif

#if defined(Q_OS_LINUX) && (defined(__x86_64__) || defined(__aarch64__)) &&                        \
    !defined(STATEROOM_SANITIZED)
#define STATEROOM_FILTERS_CALLS
#ifdef __x86_64__
constexpr quint32 architecture = AUDIT_ARCH_X86_64;
#else
constexpr quint32 architecture = AUDIT_ARCH_AARCH64;
#endif

/// What the engine and the pipe call. All else fails with EPERM, which the C library takes calmly.
constexpr long allowedCalls[] = {
    SYS_read,          SYS_write,
    SYS_lseek,         SYS_fstat,
    SYS_mmap,          SYS_munmap,
    SYS_mprotect,      SYS_mremap,
    SYS_madvise,       SYS_brk,
    SYS_futex,         SYS_getrandom,
    SYS_clock_gettime, SYS_clock_getres,
    SYS_gettimeofday,  SYS_clock_nanosleep,
    SYS_nanosleep,     SYS_sched_yield,
    SYS_getrusage,     SYS_sigaltstack,
    SYS_rt_sigaction,  SYS_rt_sigprocmask,
    SYS_rt_sigreturn,  SYS_restart_syscall,
    SYS_getpid,        SYS_gettid,
    SYS_tgkill,        SYS_exit,
    SYS_exit_group,
};

void filterCalls()
{
    const auto load = [](quint32 offset) {
        return sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
    };
    const auto answer = [](quint32 with) { return sock_filter BPF_STMT(BPF_RET | BPF_K, with); };
    std::vector<sock_filter> program;
    program.push_back(load(offsetof(seccomp_data, arch)));
    program.push_back(sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0));
    program.push_back(answer(SECCOMP_RET_ERRNO | EPERM));
    program.push_back(load(offsetof(seccomp_data, nr)));
    auto left = quint8(std::size(allowedCalls));
    for (const long call : allowedCalls)
        program.push_back(
            sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, quint32(call), left--, 0));
    program.push_back(answer(SECCOMP_RET_ERRNO | EPERM));
    program.push_back(answer(SECCOMP_RET_ALLOW));
    const sock_fprog whole{static_cast<unsigned short>(program.size()), program.data()};
    (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole);
}
#endif

} // namespace

void closeInheritedFiles()
{
#ifdef Q_OS_UNIX
    constexpr int first = 3;
#if defined(Q_OS_LINUX) && defined(SYS_close_range)
    if (syscall(SYS_close_range, first, ~0U, 0) == 0)
        return;
#endif
    const long most = sysconf(_SC_OPEN_MAX);
    for (int file = first; file < most && file < 65'536; ++file)
        (void)close(file);
#endif
}

void confine(qint64 seconds)
{
#ifdef Q_OS_UNIX
    tzset(); // reads a file
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, rlim_t(seconds));
#if !defined(STATEROOM_SANITIZED)
    limit(RLIMIT_NOFILE, 0);
    limit(RLIMIT_NPROC, 0);
#endif
#endif
#ifdef Q_OS_LINUX
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
#ifdef STATEROOM_FILTERS_CALLS
    filterCalls();
#endif
    Q_UNUSED(seconds)
}

} // namespace stateroom::hookengine
