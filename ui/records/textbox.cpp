// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/textbox.h"

#include "ui/style/metrics.h"

#include <QTextDocument>

#include <cmath>

namespace stateroom::ui {

TextBox::TextBox(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setProperty("field", true);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(metrics::gap4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &TextBox::fit);
    fit();
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
    const int lines = std::clamp(int(std::ceil(document()->size().height())), 1, mostLines);
    // Several lines that lack a part of a pixel would scroll.
    constexpr int frame = 2;
    const int spare = lines > 1 ? metrics::gap4 : 0;
    const int wanted = lines * fontMetrics().lineSpacing() + 2 * metrics::gap4 + frame + spare;
    const int height = std::max(wanted, int(metrics::controlHeight));
    if (height != minimumHeight())
        setFixedHeight(height);
}

} // namespace stateroom::ui
