// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"

#include <cstdio>

namespace stateroom {

/// What the shell is told when a program could not do what it was asked for.
constexpr int cannotStart = 2;

/// Writes at once, in the terminal's encoding.
void print(std::FILE* stream, const QString& text);

/// What this process writes is for its user alone, also beside older files in a directory that
/// others may read. For the whole process; before there is any file.
void keepFilesPrivate();

/// Says why the program ends, and with which code it should.
int refuse(const QString& program, const Error& error);

/// What whoever starts a server is told besides where it listens: the keys that a first start has
/// made (themselves on a terminal, in a log that may be kept only where they are), where they are
/// at any start, how clients of its HTTPS trust it, and that other machines may reach it.
void tellStart(const Service& service);

} // namespace stateroom
