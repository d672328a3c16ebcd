// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor makes of the text's structure: colours, pairs of braces, folds.
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/jsoneditormarks.h"

namespace stateroom::ui {

namespace {

/// How far around the cursor a brace's partner is looked for: it is looked for at each key press.
constexpr long braceReach = 32 * 1024;
/// What is looked at behind a line that is to be coloured, so that a name is known as one.
constexpr long lookAhead = 512;
/// Each fold costs time; who has more lines than that folds them one by one.
constexpr qsizetype mostFolds = 5000;

} // namespace

void JsonEditor::paintEvent(QPaintEvent* event)
{
    fitMargin();
    styleVisible();
    QsciScintilla::paintEvent(event);
}

// Colours

void JsonEditor::styleVisible()
{
    const long first = send(SCI_GETFIRSTVISIBLELINE);
    const long end = std::min(
        first + send(SCI_LINESONSCREEN) + 1,
        send(SCI_VISIBLEFROMDOCLINE, send(SCI_GETLINECOUNT) - 1) + 1);
    long before = -1;
    StringState state;
    for (long shown = first; shown < end; ++shown) {
        const long line = send(SCI_DOCLINEFROMVISIBLE, shown);
        if (before < 0 || line != before + 1 || !isPiece(line))
            state = stateAtLine(line);
        styleLine(line, state);
        before = line;
    }
    send(SCI_STARTSTYLING, send(SCI_GETLENGTH));
}

void JsonEditor::styleLine(long line, StringState& state)
{
    const long begin = send(SCI_POSITIONFROMLINE, line);
    const long size = send(SCI_LINELENGTH, line);
    const QByteArray text =
        bytesBetween(begin, std::min(begin + size + lookAhead, send(SCI_GETLENGTH)));
    const QByteArray styles = styleJson(text, size, state);
    send(SCI_STARTSTYLING, begin);
    SendScintilla(SCI_SETSTYLINGEX, static_cast<unsigned long>(styles.size()), styles.constData());
    const long marks = send(SCI_MARKERGET, line);
    const bool wanted = isFoldable(line) && (marks & (1L << closedMarker)) == 0;
    if (wanted != ((marks & (1L << openMarker)) != 0))
        send(wanted ? SCI_MARKERADD : SCI_MARKERDELETE, line, openMarker);
}

bool JsonEditor::isPiece(long line) const
{
    const long begin = send(SCI_POSITIONFROMLINE, line);
    return begin > 0 && char(send(SCI_GETCHARAT, begin - 1)) == '\r';
}

StringState JsonEditor::stateAtLine(long line)
{
    if (!isPiece(line))
        return {};
    const long target = send(SCI_POSITIONFROMLINE, line);
    const bool known = m_knownPosition <= target;
    const QByteArray text = bytesBetween(known ? m_knownPosition : 0, target);
    const qsizetype lineEnd = text.lastIndexOf('\n');
    if (lineEnd >= 0)
        m_knownState = stringStateAfter(QByteArrayView(text).sliced(lineEnd + 1), {});
    else
        m_knownState = stringStateAfter(text, known ? m_knownState : StringState());
    m_knownPosition = target;
    return m_knownState;
}

// Pairs

void JsonEditor::matchBraces()
{
    long brace = -1;
    if (hasFocus()) {
        const long cursor = send(SCI_GETCURRENTPOS);
        for (const long at : {cursor - 1, cursor})
            if (const char c = at >= 0 ? char(send(SCI_GETCHARAT, at)) : '\0';
                brace < 0 && (isOpening(c) || isClosing(c)))
                brace = at;
    }
    const long partner = brace < 0 ? -1 : partnerOf(brace);
    send(SCI_BRACEHIGHLIGHT, partner < 0 ? -1 : brace, partner);
}

long JsonEditor::partnerOf(long brace) const
{
    // From the begin of a line, which is outside of strings: so a brace within one is seen through.
    const bool forward = isOpening(char(send(SCI_GETCHARAT, brace)));
    const long from = send(
        SCI_POSITIONFROMLINE,
        send(SCI_LINEFROMPOSITION, forward ? brace : std::max(brace - braceReach, 0L)));
    const long to = forward ? std::min(brace + braceReach, send(SCI_GETLENGTH)) : brace + 1;
    const QByteArray text = bytesBetween(from, to);
    if (stringStateAfter(QByteArrayView(text).first(brace - from), {}).inString)
        return -1;
    const qsizetype found = forward ? closingOf(text, brace - from) : openingOf(text, brace - from);
    return found < 0 ? -1 : from + long(found);
}

// Folds: lines are hidden, and the line above them bears a mark.

bool JsonEditor::isFoldable(long line) const
{
    if ((send(SCI_MARKERGET, line) & (1L << closedMarker)) != 0)
        return false;
    const long begin = send(SCI_POSITIONFROMLINE, line);
    for (long at = send(SCI_GETLINEENDPOSITION, line) - 1; at >= begin; --at) {
        const char c = char(send(SCI_GETCHARAT, at));
        if (c != ' ')
            return isOpening(c);
    }
    return false;
}

void JsonEditor::foldLine(long line)
{
    long brace = send(SCI_GETLINEENDPOSITION, line) - 1;
    while (brace >= 0 && !isOpening(char(send(SCI_GETCHARAT, brace))))
        --brace;
    if (brace < 0)
        return;
    const qsizetype closing = closingOf(bytesBetween(brace, send(SCI_GETLENGTH)), 0);
    if (closing < 0)
        return;
    const long last = send(SCI_LINEFROMPOSITION, brace + long(closing)) - 1;
    if (last <= line)
        return;
    const long cursorLine = send(SCI_LINEFROMPOSITION, send(SCI_GETCURRENTPOS));
    if (cursorLine > line && cursorLine <= last)
        send(SCI_GOTOPOS, send(SCI_GETLINEENDPOSITION, line)); // not into what is hidden
    send(SCI_HIDELINES, line + 1, last);
    send(SCI_MARKERADD, line, closedMarker);
}

void JsonEditor::unfoldLine(long line)
{
    send(SCI_MARKERDELETE, line, closedMarker);
    const long count = send(SCI_GETLINECOUNT);
    long last = line;
    while (last + 1 < count && send(SCI_GETLINEVISIBLE, last + 1) == 0)
        send(SCI_MARKERDELETE, ++last, closedMarker);
    if (last > line)
        send(SCI_SHOWLINES, line + 1, last);
}

void JsonEditor::uncover(long line)
{
    if (send(SCI_GETLINEVISIBLE, line) != 0)
        return;
    while (line > 0 && send(SCI_GETLINEVISIBLE, line) == 0)
        --line;
    unfoldLine(line);
}

void JsonEditor::foldAll()
{
    const QByteArray text = snapshot();
    for (const qsizetype opening : innerOpenings(text, mostFolds)) {
        const long line = send(SCI_LINEFROMPOSITION, long(opening));
        if (isFoldable(line))
            foldLine(line);
    }
}

void JsonEditor::unfoldAll()
{
    send(SCI_MARKERDELETEALL, closedMarker);
    send(SCI_SHOWLINES, 0, send(SCI_GETLINECOUNT) - 1);
}

void JsonEditor::toggleFold()
{
    const long line = send(SCI_LINEFROMPOSITION, send(SCI_GETCURRENTPOS));
    if ((send(SCI_MARKERGET, line) & (1L << closedMarker)) != 0) {
        unfoldLine(line);
        return;
    }
    long header = line;
    const long indent = send(SCI_GETLINEINDENTATION, line);
    if (!isFoldable(line))
        while (--header >= 0 &&
               (!isFoldable(header) || send(SCI_GETLINEINDENTATION, header) >= indent)) {
        }
    if (header >= 0)
        foldLine(header);
}

} // namespace stateroom::ui
