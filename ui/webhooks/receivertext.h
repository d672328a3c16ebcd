// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/receiver.h"
#include "ui/model/roles.h"
#include "ui/model/valuepreview.h"

namespace stateroom::ui {

/// What the check of its signature came to, in a word for a column.
Spans verdictWord(const webhooks::Received& received);
/// Refused ones and false signatures are trouble.
Trouble verdictTrouble(const webhooks::Received& received);
/// The same as sentences that say what to do.
QString verdictText(const webhooks::Received& received);

/// Which event it tells of, by the fields in which senders say so; empty where none does.
QString eventText(const webhooks::Received& received);
/// What it was answered: `200`, `…` while it waits, `gone` where its sender had gone, `–` where
/// nothing was for another reason.
QString receivedStatusText(const webhooks::Received& received);
/// The same as a sentence, where the word does not say all; else empty.
QString receivedStatusSentence(const webhooks::Received& received);
/// Its first line and its fields.
QString receivedHeadText(const webhooks::Received& received);

} // namespace stateroom::ui
