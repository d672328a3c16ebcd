// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into a server by LD_PRELOAD: counts its fsync and fdatasync calls in the first eight bytes
// of the file that STATEROOM_BENCH_SYNCS names, where the benchmark reads them.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using SyncFunction = int (*)(int);

std::atomic<std::uint64_t>* openCounter()
{
    const char* path = std::getenv("STATEROOM_BENCH_SYNCS");
    const int file = path ? ::open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return nullptr;
    void* memory = ::mmap(nullptr, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return memory == MAP_FAILED ? nullptr : static_cast<std::atomic<std::uint64_t>*>(memory);
}

int countAndCall(const char* name, int file)
{
    static std::atomic<std::uint64_t>* const counter = openCounter();
    if (counter)
        counter->fetch_add(1, std::memory_order_relaxed);
    const auto next = reinterpret_cast<SyncFunction>(::dlsym(RTLD_NEXT, name));
    return next ? next(file) : -1;
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) int fsync(int file)
{
    return countAndCall("fsync", file);
}

__attribute__((visibility("default"))) int fdatasync(int file)
{
    return countAndCall("fdatasync", file);
}

} // extern "C"
