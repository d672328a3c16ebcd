// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/valuedifference.h"

#include "core/json/jsonformat.h"
#include "ui/model/linediff.h"
#include "ui/model/longlines.h"

#include <QList>

#include <algorithm>

namespace stateroom::ui {

namespace {

/// Lines that are the same around those that differ.
constexpr int contextLines = 3;

QList<QByteArrayView> linesOf(const QByteArray& text)
{
    QList<QByteArrayView> lines;
    for (qsizetype begin = 0; begin <= text.size();) {
        qsizetype end = begin;
        while (end < text.size() && text[end] != '\n' && text[end] != '\r')
            ++end;
        lines.append(QByteArrayView(text).sliced(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

void writeLines(ValueDifference& outcome, const QByteArray& before, const QByteArray& after)
{
    const QList<QByteArrayView> oldLines = linesOf(before);
    const QList<QByteArrayView> newLines = linesOf(after);
    int line = 0;
    const auto write = [&](QByteArrayView text) {
        outcome.text.append(text).append('\n');
        ++line;
    };
    int shown = 0; // lines of the old text that have been dealt with
    const std::vector<LineHunk> hunks = diffLines(before, after);
    outcome.same = hunks.empty();
    for (size_t i = 0; i < hunks.size(); ++i) {
        const LineHunk& hunk = hunks[i];
        const int from = std::max(shown, hunk.oldBegin - contextLines);
        if (from > shown)
            write("…");
        for (int at = from; at < hunk.oldBegin; ++at)
            write(oldLines[at]);
        for (int at = 0; at < hunk.oldCount; ++at) {
            if (!oldLines[hunk.oldBegin + at].isEmpty() || !before.isEmpty()) {
                outcome.marks.emplace_back(line, false);
                write(oldLines[hunk.oldBegin + at]);
            }
        }
        for (int at = 0; at < hunk.newCount; ++at) {
            if (!newLines[hunk.newBegin + at].isEmpty() || !after.isEmpty()) {
                outcome.marks.emplace_back(line, true);
                write(newLines[hunk.newBegin + at]);
            }
        }
        shown = hunk.oldBegin + hunk.oldCount;
        const int next = i + 1 < hunks.size() ? hunks[i + 1].oldBegin : int(oldLines.size());
        const int until = std::min({shown + contextLines, next, int(oldLines.size())});
        for (; shown < until; ++shown)
            write(oldLines[shown]);
        if (i + 1 == hunks.size() && shown < oldLines.size())
            write("…");
    }
    outcome.text.chop(outcome.text.endsWith('\n') ? 1 : 0);
}

QByteArray linesOfValue(const std::optional<JsonText>& value)
{
    return value ? breakLongLines(formatJson(*value)) : QByteArray();
}

} // namespace

ValueDifference
compareValues(const std::optional<JsonText>& before, const std::optional<JsonText>& after)
{
    ValueDifference outcome;
    if (before && after) {
        outcome.diff = diffJson(*before, *after);
    } else if (before.has_value() != after.has_value()) {
        JsonDifference whole;
        whole.kind = after ? JsonDifference::Kind::Added : JsonDifference::Kind::Removed;
        whole.before = before;
        whole.after = after;
        outcome.diff.differences.push_back(whole);
    }
    writeLines(outcome, linesOfValue(before), linesOfValue(after));
    return outcome;
}

} // namespace stateroom::ui
