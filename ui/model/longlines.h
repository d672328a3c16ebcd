// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace stateroom::ui {

/// Breaks in lines that would be too long for the editor, which lays out a line as a whole.
///
/// A break is a carriage return alone. JSON text holds none inside of strings, and outside of them
/// it is white space, so that breaks can be put anywhere and taken out again without a loss. Text
/// that comes from elsewhere must have its own carriage returns replaced first (withoutReturns).

/// Lines longer than this many bytes are broken into pieces of `brokenLine` bytes.
constexpr qsizetype longestLine = 500;
constexpr qsizetype brokenLine = 200;

/// The text with breaks; not between the bytes of one UTF-8 character. Shares its bytes where no
/// line is too long.
QByteArray breakLongLines(const QByteArray& utf8);

/// The text without breaks.
QByteArray joinLongLines(QByteArray text);

/// Text from outside with line feeds alone for its line ends.
QByteArray withoutReturns(QByteArray utf8);

/// Finds for offsets in the text without breaks where that byte stands in the text with them. The
/// offsets are asked for in rising order, so that the text is passed once. The text must outlive
/// it.
class BreakMap {
public:
    explicit BreakMap(QByteArrayView text)
        : m_text(text)
    {
    }
    qsizetype at(qsizetype offset);

private:
    QByteArrayView m_text;
    qsizetype m_begin = 0;  ///< behind the last break that stands before what was asked for
    qsizetype m_breaks = 0; ///< how many breaks stand before m_begin
};

} // namespace stateroom::ui
