// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/diagnosis.h"

#include <QString>

namespace stateroom::ui {

/// Why a request was answered as it was, in a few words for a column; empty when there is nothing
/// to explain.
QString shortReason(const Diagnosis& diagnosis);

/// The same as a sentence or two that say what to do about it; empty likewise.
QString reasonSentence(const RequestReport& report, const Diagnosis& diagnosis);

/// A request's or an answer's head and body for reading: the body indented where it is JSON, and a
/// remark where it is missing or cut.
QString requestText(const RequestReport& report);
QString answerText(const RequestReport& report);

} // namespace stateroom::ui
