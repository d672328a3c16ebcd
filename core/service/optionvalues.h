// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/optiondefinition.h"
#include "core/base/result.h"

#include <QHash>
#include <QProcessEnvironment>
#include <QStringList>

namespace stateroom {

/// What stands for options before anybody has judged it: by option, from the first place that has
/// the option at all.
using OptionValues = QHash<QString, QStringList>;

/// InvalidInput: what is wrong with an option, as a sentence's end.
Failure wrongOption(const QString& name, const QString& why);

/// Adds what the environment has for options that have no value yet.
void addEnvironment(OptionValues& values, const QProcessEnvironment& environment);
/// Adds what a configuration file, a JSON object, has for those. InvalidInput.
Result<void> addFile(OptionValues& values, const QString& path);

/// A whole number from `least` to `most`; `standard` where there is none. InvalidInput.
Result<qint64> numberOption(
    const OptionValues& values, const QString& name, qint64 standard, qint64 least, qint64 most);
/// False where there is none. InvalidInput.
Result<bool> flagOption(const OptionValues& values, const QString& name);

} // namespace stateroom
