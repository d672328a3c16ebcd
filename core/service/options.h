// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/datadirectory.h"
#include "core/base/optiondefinition.h"
#include "core/service/service.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace stateroom {

/// What a program was asked for on its command line, in its environment and its configuration file.
struct ProgramOptions {
    ServiceOptions service;
    bool logRequests = false;
    /// Set when the program should only print this and end with code 0 (--help, --version).
    QString printAndExit;
};

/// Reads `arguments` (the program's name first), then the environment (`--http-threads` is
/// STATEROOM_HTTP_THREADS), then the file that `--config` names (a JSON object with the options'
/// names as members); the earlier wins. InvalidInput says which option is wrong, and why.
Result<ProgramOptions> parseOptions(
    const QString& program, const QString& summary, const QStringList& arguments,
    const QProcessEnvironment& environment, const Clock& clock);

/// The options that it knows besides --config, --help and --version, in the order of the help.
const std::vector<OptionDefinition>& programOptions();

} // namespace stateroom
