// SPDX-License-Identifier: GPL-3.0-or-later
//
// A library for LD_PRELOAD that makes a program's disk fail when it is told to: it counts the
// writes, syncs, truncations and opens for writing of files below STATEROOM_FAULT_DIR and lets some
// of them fail. What fails stands in the file STATEROOM_FAULT_CONTROL, shared memory that the test
// writes and reads while the program runs (faults.py has the other side). Linux.
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

enum Kind : uint64_t { Write = 1, Sync = 2, Truncate = 4, OpenForWriting = 8 };

/// The control file, eight bytes each. `kinds` is written last to arm, and first to disarm.
struct Control {
    std::atomic<uint64_t> kinds; ///< which operations count; 0: none, nothing fails
    std::atomic<uint64_t> first; ///< the number, from 1, of the first that fails
    std::atomic<uint64_t> many;  ///< how many from there on; 0: until told otherwise
    std::atomic<uint64_t> error; ///< errno
    std::atomic<uint64_t> half;  ///< 1: a write that fails has written its first half
    std::atomic<uint64_t> seen;  ///< operations counted
    std::atomic<uint64_t> fired; ///< of them, failed
};

template <class Function> Function* next(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}
#define NEXT(function)                                                                             \
    static const auto real = next<decltype(function)>(#function) // NOLINT: a name, twice

struct Setup {
    Control* control = nullptr;
    char folder[PATH_MAX] = {};
    size_t length = 0;
};

Setup makeSetup()
{
    Setup setup;
    const char* path = std::getenv("STATEROOM_FAULT_CONTROL");
    const char* folder = std::getenv("STATEROOM_FAULT_DIR");
    if (!path || !folder || !realpath(folder, setup.folder))
        return setup;
    setup.length = std::strlen(setup.folder);
    NEXT(open);
    const int file = real(path, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return setup;
    void* shared = mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (shared != MAP_FAILED)
        setup.control = static_cast<Control*>(shared);
    return setup;
}

const Setup& setup()
{
    static const Setup made = makeSetup();
    return made;
}

bool isWatched(const char* path)
{
    const size_t length = setup().length;
    return std::strncmp(path, setup().folder, length) == 0 && path[length] == '/';
}

bool isWatched(int file)
{
    char link[32];
    char path[PATH_MAX];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    return isWatched(path);
}

/// Counts the operation on `file`, a path or a descriptor; whether it is to fail, and errno.
template <class File> bool fails(Kind kind, File file)
{
    Control* const control = setup().control;
    if (!control || !(control->kinds & kind) || !isWatched(file))
        return false;
    const uint64_t number = ++control->seen;
    const uint64_t first = control->first;
    const uint64_t many = control->many;
    if (number < first || (many > 0 && number >= first + many))
        return false;
    ++control->fired;
    errno = int(control->error);
    return true;
}

bool writesHalf()
{
    return setup().control->half != 0;
}

bool isForWriting(int flags)
{
    return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
}

/// The mode that follows `flags`, where there is one.
mode_t modeOf(int flags, va_list& arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) ? mode_t(va_arg(arguments, int)) : 0;
}

} // namespace

#define SHIM extern "C" __attribute__((visibility("default")))

SHIM ssize_t write(int file, const void* bytes, size_t size)
{
    NEXT(write);
    if (!fails(Write, file))
        return real(file, bytes, size);
    const int error = errno;
    if (writesHalf())
        (void)!real(file, bytes, size / 2);
    errno = error;
    return -1;
}

SHIM ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    NEXT(pwrite64);
    if (!fails(Write, file))
        return real(file, bytes, size, at);
    const int error = errno;
    if (writesHalf())
        (void)!real(file, bytes, size / 2, at);
    errno = error;
    return -1;
}

SHIM ssize_t pwrite(int file, const void* bytes, size_t size, off_t at)
{
    return pwrite64(file, bytes, size, at);
}

SHIM ssize_t writev(int file, const iovec* pieces, int count)
{
    NEXT(writev);
    return fails(Write, file) ? -1 : real(file, pieces, count);
}

SHIM int fsync(int file)
{
    NEXT(fsync);
    return fails(Sync, file) ? -1 : real(file);
}

SHIM int fdatasync(int file)
{
    NEXT(fdatasync);
    return fails(Sync, file) ? -1 : real(file);
}

SHIM int ftruncate64(int file, off64_t size) noexcept
{
    NEXT(ftruncate64);
    return fails(Truncate, file) ? -1 : real(file, size);
}

SHIM int ftruncate(int file, off_t size) noexcept
{
    return ftruncate64(file, size);
}

SHIM int open64(const char* path, int flags, ...)
{
    NEXT(open64);
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return isForWriting(flags) && fails(OpenForWriting, path) ? -1 : real(path, flags, mode);
}

SHIM int open(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return open64(path, flags, mode);
}

SHIM int openat64(int folder, const char* path, int flags, ...)
{
    NEXT(openat64);
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return isForWriting(flags) && fails(OpenForWriting, path) ? -1
                                                              : real(folder, path, flags, mode);
}

SHIM int openat(int folder, const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    return openat64(folder, path, flags, mode);
}
