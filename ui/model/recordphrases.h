// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/problem.h"

#include <QString>

namespace stateroom::ui {

/// What is wrong with a field or with a part of a question, without its name and in the user's
/// language: "must be one of open, closed." Words that the catalogue does not know stand as the
/// core said them.
QString problemText(const business::FieldProblem& problem);

/// Why a record was not written, or a question not asked, as whole sentences in the user's
/// language.
QString refusalText(const business::Refusal& refusal);

/// Whether the catalogue knows this message.
bool knowsProblem(const QByteArray& message);

} // namespace stateroom::ui
