// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>

namespace stateroom::ui {

/// A stretch of a text, in UTF-16 units.
struct TextMark {
    int start = 0;
    int length = 0;

    friend bool operator==(const TextMark&, const TextMark&) = default;
};
using TextMarks = QList<TextMark>;

} // namespace stateroom::ui

Q_DECLARE_METATYPE(stateroom::ui::TextMarks)
