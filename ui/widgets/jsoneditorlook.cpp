// SPDX-License-Identifier: GPL-3.0-or-later
// How the editor looks: margins, colours and marks.
#include "ui/model/longlines.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/editorsigns.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/jsoneditormarks.h"

#include <QEvent>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int errorIndicator = 8;
constexpr int hitIndicator = 9;

constexpr int foldArrow = 12;

constexpr int numberMargin = 0;
constexpr int signMargin = 1;
constexpr int foldMargin = 2;

struct MarkLook {
    JsonEditor::LineMark mark;
    ColorRole ground;
    ColorRole text;
    char sign;
};
constexpr MarkLook markLooks[] = {
    {JsonEditor::LineMark::Added, ColorRole::AddedGround, ColorRole::Added, '+'},
    {JsonEditor::LineMark::Removed, ColorRole::RemovedGround, ColorRole::Removed, '-'},
    {JsonEditor::LineMark::Changed, ColorRole::ChangedGround, ColorRole::Changed, '~'},
};

ColorRole colorOf(JsonStyle style)
{
    switch (style) {
    case JsonStyle::Plain:
    case JsonStyle::Name:
        return ColorRole::JsonName;
    case JsonStyle::String:
        return ColorRole::JsonString;
    case JsonStyle::Number:
        return ColorRole::JsonNumber;
    case JsonStyle::Keyword:
        return ColorRole::JsonKeyword;
    case JsonStyle::Punctuation:
        return ColorRole::TextSecondary;
    }
    Q_UNREACHABLE();
}

} // namespace

void JsonEditor::setUp()
{
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setEolMode(EolUnix);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setCaretLineVisible(true);
    setCaretWidth(2);
    // Carriage returns break long lines; what is pasted has been freed of its own.
    send(SCI_SETPASTECONVERTENDINGS, 0);
    send(SCI_SETLAYOUTCACHE, SC_CACHE_PAGE);
    // Nothing else is wanted, and each notification costs.
    send(SCI_SETMODEVENTMASK, SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT);
    send(SCI_SETSCROLLWIDTHTRACKING, 1);
    send(SCI_SETSCROLLWIDTH, 1);
    send(SCI_SETEXTRAASCENT, 2);
    send(SCI_SETEXTRADESCENT, 2);
    indicatorDefine(SquiggleIndicator, errorIndicator);
    indicatorDefine(StraightBoxIndicator, hitIndicator);
    setIndicatorDrawUnder(true, hitIndicator);
    setAccessibleName(tr("Value"));
    setAccessibleDescription(tr("JSON text; Esc leaves the editor"));
}

void JsonEditor::setUpMargins()
{
    setMarginType(numberMargin, NumberMargin);
    setMarginType(signMargin, SymbolMargin);
    setMarginWidth(signMargin, metrics::gap12);
    setMarginType(foldMargin, SymbolMargin);
    setMarginWidth(foldMargin, metrics::gap12 + metrics::gap4);
    setMarginSensitivity(foldMargin, true);
    long signs = 0;
    for (const MarkLook& look : markLooks) {
        send(SCI_MARKERDEFINE, groundMarker + int(look.mark), SC_MARK_BACKGROUND);
        signs |= 1L << (signMarker + int(look.mark));
    }
    send(SCI_SETMARGINMASKN, numberMargin, 0);
    send(SCI_SETMARGINMASKN, signMargin, signs);
    send(SCI_SETMARGINMASKN, foldMargin, (1L << openMarker) | (1L << closedMarker));
}

void JsonEditor::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void JsonEditor::applyFont()
{
    const QFont font = fixedFont();
    SendScintilla(
        SCI_STYLESETFONT, static_cast<unsigned long>(STYLE_DEFAULT),
        font.family().toUtf8().constData());
    // Scintilla knows points only.
    const double points = font.pixelSize() * 72.0 / logicalDpiY();
    send(SCI_STYLESETSIZEFRACTIONAL, STYLE_DEFAULT, long(points * 100));
}

void JsonEditor::applyTheme()
{
    const Theme& theme = Theme::of(palette());
    const auto color = [&](unsigned int message, int what, ColorRole role) {
        SendScintilla(message, static_cast<unsigned long>(what), theme.color(role));
    };
    applyFont();
    color(SCI_STYLESETFORE, STYLE_DEFAULT, ColorRole::Text);
    color(SCI_STYLESETBACK, STYLE_DEFAULT, ColorRole::Surface);
    send(SCI_STYLECLEARALL);
    for (int style = 0; style < jsonStyleCount; ++style)
        color(SCI_STYLESETFORE, style, colorOf(JsonStyle(style)));
    color(SCI_STYLESETFORE, STYLE_LINENUMBER, ColorRole::TextSecondary);
    color(SCI_STYLESETBACK, STYLE_LINENUMBER, ColorRole::Surface);
    color(SCI_STYLESETBACK, STYLE_BRACELIGHT, ColorRole::TextSelection);
    setFoldMarginColors(theme.color(ColorRole::Surface), theme.color(ColorRole::Surface));
    defineGlyphSign(*this, openMarker, Glyph::ChevronDown, foldArrow);
    defineGlyphSign(*this, closedMarker, Glyph::ChevronRight, foldArrow);
    for (const MarkLook& look : markLooks) {
        color(SCI_MARKERSETBACK, groundMarker + int(look.mark), look.ground);
        defineLetterSign(*this, signMarker + int(look.mark), look.sign, theme.color(look.text));
    }
    setCaretForegroundColor(theme.color(ColorRole::Accent));
    setCaretLineBackgroundColor(theme.color(ColorRole::CurrentLine));
    setSelectionBackgroundColor(theme.color(ColorRole::TextSelection));
    resetSelectionForegroundColor();
    setIndicatorForegroundColor(theme.color(ColorRole::Removed), errorIndicator);
    setIndicatorForegroundColor(theme.color(ColorRole::Match), hitIndicator);
    send(SCI_INDICSETALPHA, hitIndicator, 120);
    send(SCI_INDICSETOUTLINEALPHA, hitIndicator, 255);
    m_marginDigits = 0;
    fitMargin();
}

void JsonEditor::fitMargin()
{
    const int digits = std::max(int(QString::number(lines()).size()), 2);
    if (digits == std::exchange(m_marginDigits, digits))
        return;
    setMarginWidth(numberMargin, u"00"_s + QString(digits, u'9'));
}

// Marks

void JsonEditor::markRange(int indicator, long from, long to)
{
    send(SCI_SETINDICATORCURRENT, indicator);
    send(SCI_INDICATORFILLRANGE, from, to - from);
}

void JsonEditor::markError(qsizetype offset)
{
    clearError();
    const long size = send(SCI_GETLENGTH);
    if (size == 0)
        return;
    const long from = std::min(positionOf(offset), size - 1);
    markRange(errorIndicator, from, from + 1);
}

void JsonEditor::clearError()
{
    send(SCI_SETINDICATORCURRENT, errorIndicator);
    send(SCI_INDICATORCLEARRANGE, 0, send(SCI_GETLENGTH));
}

void JsonEditor::markHits(const std::vector<std::pair<qsizetype, qsizetype>>& hits)
{
    send(SCI_SETINDICATORCURRENT, hitIndicator);
    send(SCI_INDICATORCLEARRANGE, 0, send(SCI_GETLENGTH));
    if (hits.empty())
        return;
    const QByteArray text = m_hasBreaks ? snapshot() : QByteArray();
    BreakMap map(text);
    const auto place = [&](qsizetype offset) {
        return long(m_hasBreaks ? map.at(offset) : offset);
    };
    for (const auto& [offset, size] : hits) {
        const long from = place(offset);
        markRange(hitIndicator, from, place(offset + size));
    }
}

void JsonEditor::markLines(const std::vector<std::pair<int, LineMark>>& marked)
{
    for (const MarkLook& look : markLooks) {
        send(SCI_MARKERDELETEALL, groundMarker + int(look.mark));
        send(SCI_MARKERDELETEALL, signMarker + int(look.mark));
    }
    for (const auto& [line, mark] : marked) {
        send(SCI_MARKERADD, line, groundMarker + int(mark));
        send(SCI_MARKERADD, line, signMarker + int(mark));
    }
}

} // namespace stateroom::ui
