// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditor.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"

#include <QKeyEvent>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int errorIndicator = 8;
constexpr int numberMargin = 0;
constexpr int gapMargin = 1;

ColorRole colorOfStyle(int style)
{
    switch (style) {
    case QsciLexerJSON::Number:
        return ColorRole::JsonNumber;
    case QsciLexerJSON::String:
    case QsciLexerJSON::UnclosedString:
    case QsciLexerJSON::EscapeSequence:
    case QsciLexerJSON::IRI:
    case QsciLexerJSON::IRICompact:
        return ColorRole::JsonString;
    case QsciLexerJSON::Keyword:
    case QsciLexerJSON::KeywordLD:
        return ColorRole::JsonKeyword;
    case QsciLexerJSON::Operator:
        return ColorRole::TextSecondary;
    default:
        return ColorRole::JsonName;
    }
}

} // namespace

JsonEditor::JsonEditor(QWidget* parent)
    : QsciScintilla(parent)
    , m_lexer(new QsciLexerJSON(this))
{
    setUp();
    applyTheme();
    connect(this, &QsciScintilla::linesChanged, this, &JsonEditor::fitMargin);
}

void JsonEditor::setUp()
{
    setFrameShape(QFrame::NoFrame);
    setUtf8(true);
    setEolMode(EolUnix);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setAutoIndent(true);
    setCaretLineVisible(true);
    setCaretWidth(2);
    setLexer(m_lexer);
    setMarginType(numberMargin, NumberMargin);
    setMarginWidth(gapMargin, metrics::gap8);
    setMarginType(gapMargin, TextMarginRightJustified);
    SendScintilla(SCI_SETSCROLLWIDTHTRACKING, 1UL);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    SendScintilla(SCI_SETEXTRAASCENT, 2UL);
    SendScintilla(SCI_SETEXTRADESCENT, 2UL);
    indicatorDefine(SquiggleIndicator, errorIndicator);
    setAccessibleName(tr("Value"));
    setAccessibleDescription(tr("JSON text; Esc leaves the editor"));
}

void JsonEditor::showText(const QByteArray& utf8)
{
    const bool locked = isReadOnly();
    setReadOnly(false);
    setText(QString::fromUtf8(utf8));
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL);
    setModified(false);
    setReadOnly(locked);
    clearError();
    fitMargin();
}

void JsonEditor::refreshText(const QByteArray& utf8)
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const int top = firstVisibleLine();
    showText(utf8);
    setCursorPosition(std::min(line, lines() - 1), column);
    setFirstVisibleLine(top);
}

void JsonEditor::replaceText(const QByteArray& utf8)
{
    SendScintilla(SCI_TARGETWHOLEDOCUMENT);
    SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(utf8.size()), utf8.constData());
}

QByteArray JsonEditor::utf8() const
{
    return text().toUtf8();
}

void JsonEditor::markError(qint64 offset)
{
    clearError();
    const long size = SendScintilla(SCI_GETLENGTH);
    if (size == 0)
        return;
    const long from = std::min(long(offset), size - 1);
    SendScintilla(SCI_SETINDICATORCURRENT, errorIndicator);
    SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(from), 1L);
}

void JsonEditor::clearError()
{
    SendScintilla(SCI_SETINDICATORCURRENT, errorIndicator);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, SendScintilla(SCI_GETLENGTH));
}

void JsonEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        Q_EMIT left();
        return;
    }
    QsciScintilla::keyPressEvent(event);
}

void JsonEditor::changeEvent(QEvent* event)
{
    QsciScintilla::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

void JsonEditor::focusInEvent(QFocusEvent* event)
{
    QsciScintilla::focusInEvent(event);
    setBraceMatching(SloppyBraceMatch);
}

void JsonEditor::focusOutEvent(QFocusEvent* event)
{
    QsciScintilla::focusOutEvent(event);
    setBraceMatching(NoBraceMatch); // a match at a cursor that nobody sees is only a blot
}

void JsonEditor::applyTheme()
{
    const Theme& theme = Theme::of(palette());
    const QColor ground = theme.color(ColorRole::Surface);
    // Scintilla knows points only.
    QFont font = fixedFont();
    font.setPointSizeF(font.pixelSize() * 72.0 / logicalDpiY());
    m_lexer->setDefaultFont(font);
    m_lexer->setDefaultPaper(ground);
    m_lexer->setDefaultColor(theme.color(ColorRole::Text));
    m_lexer->setFont(font);
    m_lexer->setPaper(ground);
    for (int style = QsciLexerJSON::Default; style <= QsciLexerJSON::Error; ++style)
        m_lexer->setColor(theme.color(colorOfStyle(style)), style);
    setPaper(ground);
    setMarginsFont(font);
    setMarginsBackgroundColor(ground);
    setMarginsForegroundColor(theme.color(ColorRole::TextSecondary));
    setCaretForegroundColor(theme.color(ColorRole::Accent));
    setCaretLineBackgroundColor(theme.color(ColorRole::CurrentLine));
    setSelectionBackgroundColor(theme.color(ColorRole::TextSelection));
    resetSelectionForegroundColor();
    setMatchedBraceBackgroundColor(theme.color(ColorRole::TextSelection));
    setMatchedBraceForegroundColor(theme.color(ColorRole::Text));
    setUnmatchedBraceBackgroundColor(ground);
    setUnmatchedBraceForegroundColor(theme.color(ColorRole::Removed));
    setIndicatorForegroundColor(theme.color(ColorRole::Removed), errorIndicator);
    fitMargin();
}

void JsonEditor::fitMargin()
{
    const auto digits = std::max<qsizetype>(QString::number(lines()).size(), 2);
    setMarginWidth(numberMargin, u"00"_s + QString(digits, u'9'));
}

} // namespace stateroom::ui
