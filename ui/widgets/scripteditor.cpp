// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scripteditor.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/editorsigns.h"

#include <QKeyEvent>
#define signals Q_SIGNALS // as in scintilla.h
#define slots Q_SLOTS
#include <Qsci/qscilexerjavascript.h>
#undef signals
#undef slots

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int numberMargin = 0;
constexpr int signMargin = 1;
constexpr int groundMarker = 10;
constexpr int markSign = 11;
constexpr int placeIndicator = 8;

struct StyleColor {
    int style;
    ColorRole role;
};
using Lexer = QsciLexerJavaScript;
constexpr StyleColor styleColors[] = {
    {Lexer::Comment, ColorRole::TextSecondary},
    {Lexer::CommentLine, ColorRole::TextSecondary},
    {Lexer::CommentDoc, ColorRole::TextSecondary},
    {Lexer::CommentLineDoc, ColorRole::TextSecondary},
    {Lexer::CommentDocKeyword, ColorRole::TextSecondary},
    {Lexer::CommentDocKeywordError, ColorRole::TextSecondary},
    {Lexer::Number, ColorRole::JsonNumber},
    {Lexer::Keyword, ColorRole::JsonKeyword},
    {Lexer::DoubleQuotedString, ColorRole::JsonString},
    {Lexer::SingleQuotedString, ColorRole::JsonString},
    {Lexer::RawString, ColorRole::JsonString},
    {Lexer::Regex, ColorRole::JsonString},
    {Lexer::UnclosedString, ColorRole::Removed},
    {Lexer::Operator, ColorRole::TextSecondary},
    {Lexer::Identifier, ColorRole::Text},
};

} // namespace

ScriptEditor::ScriptEditor(QWidget* parent)
    : QsciScintilla(parent)
    , m_lexer(new QsciLexerJavaScript(this))
{
    setUp();
    applyTheme();
    connect(this, &QsciScintilla::textChanged, this, [this] {
        clearError();
        fitMargin();
        Q_EMIT edited();
    });
}

void ScriptEditor::setUp()
{
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setEolMode(EolUnix);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setAutoIndent(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setCaretWidth(2);
    m_lexer->setHighlightBackQuotedStrings(true);
    m_lexer->setFoldComments(false);
    setLexer(m_lexer);
    setFolding(NoFoldStyle);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETEXTRAASCENT, 2UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
    setMarginType(numberMargin, NumberMargin);
    setMarginMarkerMask(numberMargin, 0);
    setMarginType(signMargin, SymbolMargin);
    setMarginWidth(signMargin, metrics::gap12);
    setMarginMarkerMask(signMargin, 1 << markSign);
    SendScintilla(SCI_MARKERDEFINE, groundMarker, long(SC_MARK_BACKGROUND));
    indicatorDefine(SquiggleIndicator, placeIndicator);
    setAccessibleName(tr("Script"));
    setAccessibleDescription(tr("JavaScript; Esc leaves the editor"));
}

void ScriptEditor::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void ScriptEditor::applyTheme()
{
    const Theme& theme = Theme::of(palette());
    QFont font = fixedFont();
    font.setPointSizeF(font.pixelSize() * 72.0 / logicalDpiY()); // Scintilla knows points only
    constexpr int everyStyle = -1;
    m_lexer->setFont(font, everyStyle);
    m_lexer->setColor(theme.color(ColorRole::Text), everyStyle);
    m_lexer->setPaper(theme.color(ColorRole::Surface), everyStyle);
    m_lexer->setDefaultPaper(theme.color(ColorRole::Surface));
    for (const StyleColor& one : styleColors)
        m_lexer->setColor(theme.color(one.role), one.style);
    setMarginsFont(font);
    setMarginsForegroundColor(theme.color(ColorRole::TextSecondary));
    setMarginsBackgroundColor(theme.color(ColorRole::Surface));
    setFoldMarginColors(theme.color(ColorRole::Surface), theme.color(ColorRole::Surface));
    setMatchedBraceBackgroundColor(theme.color(ColorRole::TextSelection));
    setMatchedBraceForegroundColor(theme.color(ColorRole::Text));
    setUnmatchedBraceForegroundColor(theme.color(ColorRole::Removed));
    setUnmatchedBraceBackgroundColor(theme.color(ColorRole::Surface));
    setCaretForegroundColor(theme.color(ColorRole::Accent));
    setCaretLineBackgroundColor(theme.color(ColorRole::CurrentLine));
    setSelectionBackgroundColor(theme.color(ColorRole::TextSelection));
    resetSelectionForegroundColor();
    SendScintilla(
        SCI_MARKERSETBACK, static_cast<unsigned long>(groundMarker),
        theme.color(ColorRole::RemovedGround));
    defineLetterSign(*this, markSign, '!', theme.color(ColorRole::Removed));
    setIndicatorForegroundColor(theme.color(ColorRole::Removed), placeIndicator);
    fitMargin();
}

void ScriptEditor::fitMargin()
{
    const int digits = std::max(int(QString::number(lines()).size()), 2);
    setMarginWidth(numberMargin, u"00"_s + QString(digits, u'9'));
}

void ScriptEditor::showScript(const QByteArray& utf8)
{
    setText(QString::fromUtf8(utf8));
    SendScintilla(SCI_EMPTYUNDOBUFFER);
}

QByteArray ScriptEditor::script() const
{
    return text().toUtf8();
}

void ScriptEditor::markError(int line, int column)
{
    clearError();
    m_errorLine = std::clamp(line, 1, std::max(lines(), 1));
    for (const int marker : {groundMarker, markSign})
        SendScintilla(SCI_MARKERADD, static_cast<unsigned long>(m_errorLine - 1), long(marker));
    const int length = lineLength(m_errorLine - 1);
    if (column > 0 && length > 0) {
        const int from = std::min(column - 1, length - 1);
        fillIndicatorRange(m_errorLine - 1, from, m_errorLine - 1, length, placeIndicator);
    }
    ensureLineVisible(m_errorLine - 1);
}

void ScriptEditor::clearError()
{
    if (std::exchange(m_errorLine, 0) == 0)
        return;
    for (const int marker : {groundMarker, markSign})
        SendScintilla(SCI_MARKERDELETEALL, static_cast<unsigned long>(marker));
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(placeIndicator));
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
}

void ScriptEditor::goTo(int line, int column)
{
    setFocus(Qt::OtherFocusReason);
    setCursorPosition(line - 1, std::max(column - 1, 0));
    ensureCursorVisible();
}

void ScriptEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        Q_EMIT left();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

} // namespace stateroom::ui
