// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <utility>
#include <vector>

namespace stateroom::ui {

/// What an editor must know of JSON text while it is being typed: its colours and what belongs
/// together. Lenient; what is valid is the scanner's business. Fast enough for megabytes at a key
/// press, which is why it is not Scintilla's lexer: that one takes a line's end for a string's.

/// What a byte is, as the editor's styles are numbered.
enum class JsonStyle : char { Plain, Name, String, Number, Keyword, Punctuation };
constexpr int jsonStyleCount = int(JsonStyle::Punctuation) + 1;

/// Whether a place lies within a string, and right behind a backslash.
struct StringState {
    bool inString = false;
    bool escaped = false;
};

/// The state behind `text`, where it is `state` before.
StringState stringStateAfter(QByteArrayView text, StringState state);

/// A style for each of the first `length` bytes; what follows them is only looked at, so that a
/// name is known as one. `state` is taken to the end of the stretch.
QByteArray styleJson(QByteArrayView text, qsizetype length, StringState& state);

/// The place of the brace or bracket that closes the one at `opening`; -1 when there is none.
qsizetype closingOf(QByteArrayView text, qsizetype opening);
/// The place of the one that the brace or bracket at `closing` closes; `text` begins outside of
/// strings. -1 when it is not in there.
qsizetype openingOf(QByteArrayView text, qsizetype closing);

/// Where the arrays and objects begin that stand directly within the outermost one; at most so
/// many.
std::vector<qsizetype> innerOpenings(QByteArrayView text, qsizetype most);

constexpr bool isOpening(char c)
{
    return c == '{' || c == '[';
}
constexpr bool isClosing(char c)
{
    return c == '}' || c == ']';
}

} // namespace stateroom::ui
