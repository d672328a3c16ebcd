// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/wordmatch.h"

#include <QStringList>

#include <algorithm>

namespace stateroom::ui {

namespace {

bool beginsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() ||
           (text[at].isUpper() && text[at - 1].isLower());
}

/// Where `part` stands at the beginning of a word; -1 when nowhere.
qsizetype wordWith(const QString& part, const QString& text)
{
    qsizetype at = text.indexOf(part, 0, Qt::CaseInsensitive);
    while (at >= 0 && !beginsWord(text, at))
        at = text.indexOf(part, at + 1, Qt::CaseInsensitive);
    return at;
}

std::optional<TextMarks> wordsWith(const QStringList& parts, const QString& text)
{
    TextMarks marks;
    for (const QString& part : parts) {
        const qsizetype at = wordWith(part, text);
        if (at < 0)
            return std::nullopt;
        marks.append({int(at), int(part.size())});
    }
    std::sort(marks.begin(), marks.end(), [](const TextMark& a, const TextMark& b) {
        return a.start < b.start;
    });
    return marks;
}

} // namespace

std::optional<WordMatch> wordMatch(const QString& pattern, const QString& text)
{
    if (pattern.isEmpty())
        return WordMatch();
    const auto length = int(pattern.size());
    if (const qsizetype at = wordWith(pattern, text); at >= 0) {
        const bool whole = pattern.compare(text, Qt::CaseInsensitive) == 0;
        const WordFit fit = whole ? WordFit::Exact : at == 0 ? WordFit::Prefix : WordFit::WordStart;
        return WordMatch{fit, {{int(at), length}}};
    }
    if (const auto marks = wordsWith(pattern.split(u' ', Qt::SkipEmptyParts), text))
        return WordMatch{WordFit::Words, *marks};
    if (const qsizetype at = text.indexOf(pattern, 0, Qt::CaseInsensitive); at >= 0)
        return WordMatch{WordFit::Within, {{int(at), length}}};
    return std::nullopt;
}

} // namespace stateroom::ui
