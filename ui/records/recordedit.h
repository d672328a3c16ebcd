// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsonview.h"

namespace stateroom::ui {

/// The object with this member set, or without it; all else stays as it was written. A new member
/// stands before the times of the record, which end it. A name that stands twice has one then.
JsonText
withMember(const JsonText& object, const QByteArray& name, const std::optional<JsonText>& value);

/// What two texts differ in: `length` bytes of the former at `from` become `replacement`. Cuts no
/// character in two.
struct TextStretch {
    qsizetype from = 0;
    qsizetype length = 0;
    QByteArray replacement;
};
TextStretch differingStretch(const QByteArray& before, const QByteArray& after);

} // namespace stateroom::ui
