// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <cstdlib> // defines __GLIBC__ where it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace stateroom {

void returnLargeBlocks()
{
#ifdef __GLIBC__
    constexpr int large = 1024 * 1024;
    constexpr int keptByAThread = 4 * large;
    ::mallopt(M_MMAP_THRESHOLD, large);
    ::mallopt(M_TRIM_THRESHOLD, keptByAThread);
#endif
}

} // namespace stateroom
