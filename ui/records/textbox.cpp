// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/textbox.h"

#include "ui/style/metrics.h"

#include <QKeyEvent>
#include <QTextDocument>

#include <cmath>

namespace stateroom::ui {

TextBox::TextBox(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setProperty("field", true);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(metrics::gap4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &TextBox::fit);
    fit();
}

void TextBox::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (isEnter && modifiers == Qt::NoModifier && (isReadOnly() || document()->blockCount() == 1))
        focusNextChild();
    else if (isEnter && modifiers == Qt::ShiftModifier && !isReadOnly())
        breakLine();
    else
        QPlainTextEdit::keyPressEvent(event);
}

/// By a block, as all that counts lines expects, where Qt would insert a separator.
void TextBox::breakLine()
{
    textCursor().insertBlock();
    ensureCursorVisible();
}

void TextBox::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void TextBox::fit()
{
    constexpr int mostLines = 6;
    // Of this widget's documents the size counts lines.
    const int all = int(std::ceil(document()->size().height()));
    const int lines = std::clamp(all, 1, mostLines);
    // Where all is seen, no part of a pixel that a font is higher has it scroll.
    setVerticalScrollBarPolicy(all > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    // Several lines that lack a part of a pixel would scroll.
    constexpr int frame = 2;
    const int spare = lines > 1 ? metrics::gap4 : 0;
    const int wanted = lines * fontMetrics().lineSpacing() + 2 * metrics::gap4 + frame + spare;
    const int height = std::max(wanted, int(metrics::controlHeight));
    if (height != minimumHeight())
        setFixedHeight(height);
}

} // namespace stateroom::ui
