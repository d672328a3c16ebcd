// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace stateroom::ui {

/// A stretch of lines that differs: `oldCount` lines from `oldBegin` on became `newCount` from
/// `newBegin` on. Counted from 0.
struct LineHunk {
    int oldBegin = 0;
    int oldCount = 0;
    int newBegin = 0;
    int newCount = 0;

    friend bool operator==(const LineHunk&, const LineHunk&) = default;
};

/// Where two texts differ by line, in order. The shortest such list, unless the texts differ in
/// thousands of places: then what lies between the first and the last is one stretch. Any thread;
/// time and room are bounded by the texts' sizes.
std::vector<LineHunk> diffLines(const QByteArray& oldText, const QByteArray& newText);

} // namespace stateroom::ui
