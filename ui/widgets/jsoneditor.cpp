// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditor.h"

#include "ui/model/longlines.h"
#include "ui/widgets/jsoneditoraccessible.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

namespace stateroom::ui {

JsonEditor::JsonEditor(QWidget* parent)
    : QsciScintilla(parent)
{
    fitAccessibility(*this);
    setUp();
    setUpMargins();
    applyTheme();
    connect(this, &QsciScintilla::cursorPositionChanged, this, [this](int line) {
        uncover(line);
        matchBraces();
        showBeginOfLines();
    });
    connect(this, &QsciScintilla::marginClicked, this, [this](int, int line) {
        if (isFoldable(line))
            foldLine(line);
        else
            unfoldLine(line);
    });
    // What is seen is coloured before it is painted; to Scintilla all of it always is.
    connect(this, &QsciScintillaBase::SCN_STYLENEEDED, this, [this] {
        send(SCI_STARTSTYLING, send(SCI_GETLENGTH));
    });
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this, [this](int position) {
        ++m_edits;
        if (position < m_knownPosition) {
            m_knownPosition = 0;
            m_knownState = {};
        }
        Q_EMIT edited();
    });
}

// Text

void JsonEditor::showText(const QByteArray& utf8)
{
    const bool locked = isReadOnly();
    const QByteArray text = breakLongLines(utf8);
    m_hasBreaks = text.size() != utf8.size();
    setReadOnly(false);
    send(SCI_SETUNDOCOLLECTION, 0);
    send(SCI_CLEARALL);
    // The size is told beforehand, so that the buffer is not moved again and again as it grows.
    send(SCI_ALLOCATE, long(text.size()) + 4096);
    SendScintilla(SCI_APPENDTEXT, static_cast<unsigned long>(text.size()), text.constData());
    m_knownPosition = 0;
    m_knownState = {};
    send(SCI_SETUNDOCOLLECTION, 1);
    send(SCI_EMPTYUNDOBUFFER);
    send(SCI_SETSCROLLWIDTH, 1);
    send(SCI_SETXOFFSET, 0);
    setModified(false);
    setReadOnly(locked);
    clearError();
    fitMargin();
    fitAccessibility(*this);
}

void JsonEditor::refreshText(const QByteArray& utf8)
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const int top = firstVisibleLine();
    const long left = send(SCI_GETXOFFSET);
    showText(utf8);
    setCursorPosition(std::min(line, lines() - 1), column);
    setFirstVisibleLine(top);
    send(SCI_SETXOFFSET, left);
    showBeginOfLines();
}

void JsonEditor::replaceText(const QByteArray& utf8)
{
    const QByteArray text = breakLongLines(utf8);
    m_hasBreaks = m_hasBreaks || text.size() != utf8.size();
    send(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.constData());
    send(SCI_SETSCROLLWIDTH, 1); // grows again with what is seen
    fitAccessibility(*this);
}

QByteArray JsonEditor::utf8() const
{
    return m_hasBreaks ? joinLongLines(snapshot()) : snapshot();
}

QByteArray JsonEditor::snapshot() const
{
    return bytesBetween(0, send(SCI_GETLENGTH));
}

qsizetype JsonEditor::length() const
{
    return send(SCI_GETLENGTH);
}

QByteArray JsonEditor::bytesBetween(long from, long to) const
{
    if (from < 0 || to <= from)
        return {};
    QByteArray bytes(to - from, Qt::Uninitialized);
    // Writes a NUL behind the text, where QByteArray has one anyway.
    SendScintilla(SCI_GETTEXTRANGE, from, to, bytes.data());
    return bytes;
}

void JsonEditor::replace(qsizetype offset, qsizetype length, const QByteArray& utf8)
{
    send(SCI_SETTARGETSTART, positionOf(offset));
    send(SCI_SETTARGETEND, positionOf(offset + length));
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(utf8.size()), utf8.constData());
}

// Places

long JsonEditor::positionOf(qsizetype offset) const
{
    if (!m_hasBreaks)
        return long(std::min(offset, length()));
    const QByteArray text = snapshot();
    return long(BreakMap(text).at(offset));
}

qsizetype JsonEditor::offsetOf(long position) const
{
    if (!m_hasBreaks)
        return position;
    return position - bytesBetween(0, position).count('\r');
}

TextPlace JsonEditor::placeOf(qsizetype offset) const
{
    int line = 0;
    int column = 0;
    lineIndexFromPosition(int(positionOf(offset)), &line, &column);
    return {line + 1, column + 1};
}

qsizetype JsonEditor::cursorOffset() const
{
    return offsetOf(send(SCI_GETCURRENTPOS));
}

std::pair<qsizetype, qsizetype> JsonEditor::selection() const
{
    return {offsetOf(send(SCI_GETSELECTIONSTART)), offsetOf(send(SCI_GETSELECTIONEND))};
}

void JsonEditor::select(qsizetype offset, qsizetype length)
{
    const long begin = positionOf(offset);
    const long end = positionOf(offset + length);
    uncover(send(SCI_LINEFROMPOSITION, begin));
    send(SCI_SETSEL, begin, end);
    send(SCI_SCROLLRANGE, end, begin);
}

/// Scintilla scrolls back no further than the cursor needs: where all that stands before it has
/// room, that is shown.
void JsonEditor::showBeginOfLines()
{
    constexpr long slack = 64; // more than Scintilla keeps free beside the cursor
    const long offset = send(SCI_GETXOFFSET);
    if (offset == 0 || QGuiApplication::mouseButtons() != Qt::NoButton)
        return; // under the mouse nothing moves
    const long cursor = send(SCI_POINTXFROMPOSITION, 0, send(SCI_GETCURRENTPOS)) + offset;
    if (cursor + slack < viewport()->width())
        send(SCI_SETXOFFSET, 0);
}

// Keys and clipboard

void JsonEditor::keyPressEvent(QKeyEvent* event)
{
    if (!isVisible()) { // nobody sees what he would write
        event->ignore();
        return;
    }
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (event->key() == Qt::Key_Escape && plain) {
        Q_EMIT left();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && plain &&
        !isReadOnly()) {
        breakLine();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

/// A new line, indented as the structure asks for.
void JsonEditor::breakLine()
{
    const long position = send(SCI_GETSELECTIONSTART);
    const long line = send(SCI_LINEFROMPOSITION, position);
    const auto depth = send(SCI_GETLINEINDENTATION, line);
    const char before = position > 0 ? char(send(SCI_GETCHARAT, position - 1)) : '\0';
    const char after = char(send(SCI_GETCHARAT, send(SCI_GETSELECTIONEND)));
    const long inner = isOpening(before) ? depth + indentationWidth() : depth;
    QByteArray text = '\n' + QByteArray(inner, ' ');
    const qsizetype cursor = position + text.size();
    if (isOpening(before) && isClosing(after))
        text += '\n' + QByteArray(depth, ' ');
    SendScintilla(SCI_REPLACESEL, 0UL, text.constData());
    send(SCI_GOTOPOS, long(cursor));
    send(SCI_CHOOSECARETX);
}

QMimeData* JsonEditor::toMimeData(const QByteArray& text, bool rectangular) const
{
    return QsciScintilla::toMimeData(joinLongLines(text), rectangular);
}

QByteArray JsonEditor::fromMimeData(const QMimeData* source, bool& rectangular) const
{
    return breakLongLines(withoutReturns(QsciScintilla::fromMimeData(source, rectangular)));
}

void JsonEditor::focusInEvent(QFocusEvent* event)
{
    QsciScintilla::focusInEvent(event);
    matchBraces();
}

void JsonEditor::focusOutEvent(QFocusEvent* event)
{
    QsciScintilla::focusOutEvent(event);
    matchBraces(); // a match at a cursor that nobody sees is only a blot
}

} // namespace stateroom::ui
