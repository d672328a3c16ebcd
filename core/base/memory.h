// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stateroom {

/// Has large blocks go back to the system as soon as they are freed. Of glibc's own accord each one
/// teaches it to keep more: some 32 MiB in each thread that has once read a large body. For the
/// whole process; to be called before there are threads.
void returnLargeBlocks();

} // namespace stateroom
