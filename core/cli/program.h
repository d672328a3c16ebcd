// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/cli/streams.h"
#include "core/client/interruption.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace stateroom::cli {

/// What a run of stateroomctl depends on. All of it must outlive the run.
struct Surroundings {
    const Streams& streams;
    const QProcessEnvironment& environment;
    const Clock& clock;
    Interruption& interruption;
};

/// Runs stateroomctl with these words (without the program's name). Returns its exit code; what
/// went wrong has been said on standard error. Needs an application object.
int runProgram(const QStringList& words, const Surroundings& surroundings);

} // namespace stateroom::cli
