// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/fuzzymatch.h"

namespace stateroom::ui {

namespace {

constexpr int together = 1000;
constexpr int atWord = 500;

bool beginsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text)
{
    FuzzyMatch match;
    if (pattern.isEmpty())
        return match;
    qsizetype best = -1;
    for (auto at = text.indexOf(pattern, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(pattern, at + 1, Qt::CaseInsensitive)) {
        if (best < 0)
            best = at;
        if (beginsWord(text, at)) {
            best = at;
            match.score = atWord;
            break;
        }
    }
    if (best >= 0) {
        match.score += together - int(std::min<qsizetype>(best, 100)) -
                       int(std::min<qsizetype>(text.size(), 100));
        match.marks = {{int(best), int(pattern.size())}};
        return match;
    }
    qsizetype at = 0;
    for (const QChar wanted : pattern) {
        const auto found = text.indexOf(wanted, at, Qt::CaseInsensitive);
        if (found < 0)
            return std::nullopt;
        match.score += beginsWord(text, found) ? 20 : found == at ? 5 : -int(found - at);
        if (!match.marks.isEmpty() && found == at)
            ++match.marks.back().length;
        else
            match.marks.append({int(found), 1});
        at = found + 1;
    }
    return match;
}

} // namespace stateroom::ui
