// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandtext.h"

#include "ui/style/fonts.h"

#include <QMimeData>
#include <QRegularExpression>
#include <QTextLayout>

#include <cmath>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

// The style's padding and its border, on both sides together.
constexpr int acrossFrame = 24;
constexpr int alongFrame = 20; // with a pixel that QPlainTextEdit wants below the last line

constexpr QChar wordJoiner(0x2060); ///< is not seen; no line breaks there

/// With the hyphens of options held to what follows them: lines would break behind a hyphen.
QString heldTogether(QString command)
{
    static const QRegularExpression hyphens(u"(?<= )(--?)(?=\\w)"_s);
    return command.replace(hyphens, u"\\1"_s + wordJoiner);
}

} // namespace

CommandText::CommandText(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setProperty("code", true);
    setReadOnly(true);
    setTabChangesFocus(true);
    setFocusPolicy(Qt::ClickFocus);
    setFont(fixedFont());
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    document()->setDocumentMargin(0);
}

void CommandText::setCommand(const QString& command)
{
    if (command == m_command)
        return;
    m_command = command;
    setPlainText(heldTogether(command));
    setMaximumWidth(roomFor(toPlainText(), fixedFont()) + 1 + acrossFrame);
    updateGeometry();
}

int CommandText::heightForWidth(int width) const
{
    QTextLayout layout(toPlainText(), fixedFont());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLeadingIncluded(true); // as the editor has it
        line.setLineWidth(std::max(1, width - acrossFrame));
        height += line.height();
    }
    layout.endLayout();
    return int(std::ceil(height)) + alongFrame;
}

QSize CommandText::sizeHint() const
{
    return {maximumWidth(), heightForWidth(maximumWidth())};
}

QSize CommandText::minimumSizeHint() const
{
    return {roomFor(u"curl http://"_s, fixedFont()) + acrossFrame, 0};
}

QMimeData* CommandText::createMimeDataFromSelection() const
{
    auto* selected = new QMimeData;
    selected->setText(textCursor().selectedText().remove(wordJoiner));
    return selected;
}

void CommandText::resizeEvent(QResizeEvent* event)
{
    // Left alone, a bar comes with the first layout, takes room, and is needed therefore.
    const bool fits = heightForWidth(width()) <= height();
    setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    QPlainTextEdit::resizeEvent(event);
}

} // namespace stateroom::ui
